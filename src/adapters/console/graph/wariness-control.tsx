import type { Graph } from '../../../graph/model.js';
import { isFinished, throttleAt } from '../../../graph/rollout.js';
import { percent } from '../parts/figures.js';
import { useSay } from '../texts/use-say.js';
import { QuietInput } from './quiet-input.js';

interface WarinessControlProps {
  readonly graph: Graph;
  readonly wariness: number;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  readonly onChange: (wariness: number) => void;
}

/** How late the agent wants it whose graph is seen; below the slider, how far each rollout reaches. */
export function WarinessControl({ graph, wariness, at, onChange }: WarinessControlProps) {
  const say = useSay();
  const change = (text: string) => {
    const value = Number(text);
    if (text !== '' && value >= 0 && value <= 1) onChange(value);
  };
  return (
    <div class="graph-control">
      <div class="graph-control-head">
        <label for="graph-wariness">{say('graph.wariness')}</label>
        <span class="quiet">
          {say('graph.first')} · {say('graph.last')}
        </span>
        <QuietInput
          type="number"
          min={0}
          max={1}
          step="any"
          label={say('graph.exactWariness')}
          value={String(wariness)}
          onType={change}
        />
      </div>
      <Reach graph={graph} at={at} />
      <input
        id="graph-wariness"
        type="range"
        min={0}
        max={1}
        step={0.005}
        value={wariness}
        aria-valuetext={String(wariness)}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </div>
  );
}

/** Whoever's wariness lies under a bar is offered its release. */
function Reach({ graph, at }: Pick<WarinessControlProps, 'graph' | 'at'>) {
  const running = graph.nodes.flatMap(({ version, rollout }) =>
    rollout && !isFinished(rollout, at) ? [{ version, throttle: throttleAt(rollout, at) }] : [],
  );
  if (running.length === 0) return null;
  return (
    <ul class="graph-reach">
      {running.map(({ version, throttle }) => (
        <li key={version}>
          <progress class="bar" max={1} value={throttle} aria-label={version} />
          <span class="version">{version}</span> <strong class="share">{percent(throttle)}</strong>
        </li>
      ))}
    </ul>
  );
}
