import type { Graph } from '../../../graph/model.js';
import { localOf } from '../parts/moment.js';
import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { Fold } from './fold.js';
import { TimeControl } from './time-control.js';
import type { ChangeView } from './use-view-state.js';
import type { ViewState } from './view-state.js';
import { WarinessControl } from './wariness-control.js';

interface ControlsProps {
  readonly graph: Graph;
  readonly now: number;
  readonly view: ViewState;
  readonly onChange: ChangeView;
}

/** The time, and the agent, that the graph is seen at and by. */
export function Controls({ graph, now, view: { at, wariness }, onChange }: ControlsProps) {
  const say = useSay();
  const spoken = useLanguage();
  const time = at === null ? say('graph.now') : localOf(at, spoken);
  return (
    <Fold summary={say('graph.folded', { time, wariness })}>
      <div class="graph-controls">
        <TimeControl graph={graph} now={now} at={at} onChange={(moved) => onChange({ at: moved })} />
        <WarinessControl
          {...{ graph, wariness, at: at ?? now }}
          onChange={(moved) => onChange({ wariness: moved })}
        />
      </div>
    </Fold>
  );
}
