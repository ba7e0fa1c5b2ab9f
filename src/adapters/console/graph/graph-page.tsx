import { useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import { ProblemNote } from '../parts/problem-note.js';
import { StreamChoice } from '../parts/stream-choice.js';
import { TokenWall } from '../parts/token-wall.js';
import { useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { ComparisonBar } from './comparison-bar.js';
import { GraphView } from './graph-view.js';
import { scopeOf } from './scope.js';
import { ScopeChoice } from './scope-choice.js';
import { useGraphs, type Graphs } from './use-graphs.js';
import { useViewState } from './use-view-state.js';
import type { ViewState } from './view-state.js';

/** The graph of a stream, basearch and scheme, as it is. */
export function GraphPage() {
  const say = useSay();
  const { stream } = useRoute();
  if (stream !== null) return <StreamGraph key={stream} stream={stream} />;
  return (
    <section class="page page-graph">
      <header class="graph-head">
        <h1>{say('graph.title')}</h1>
        <StreamChoice />
      </header>
    </section>
  );
}

type Side = 'before' | 'after';

function StreamGraph({ stream }: { readonly stream: string }) {
  const say = useSay();
  const [view, change] = useViewState();
  const [side, setSide] = useState<Side>('after');
  const { body: about, problem: unknown } = useLive('GET /v1/streams/{stream}', { path: { stream } });
  const scope = scopeOf(about?.basearches ?? null, view);
  const graphs = useGraphs(stream, scope, view);
  const problem = unknown ?? graphs.problem;
  const { graph, compared } = shownOf(graphs, side);
  const current = about?.revision ?? null;
  const revision = compared === null ? current : side === 'before' ? view.from : (view.to ?? current);
  const compare = () =>
    change({ from: view.from === null ? Math.max(1, (about?.revision ?? 1) - 1) : null, to: null });
  return (
    <section class="page page-graph">
      <header class="graph-head">
        <h1>{say('graph.title')}</h1>
        <StreamChoice />
        {scope && <ScopeChoice basearches={about?.basearches ?? []} scope={scope} onChange={change} />}
        {about && (
          <span class="quiet">{say('graph.revision', { revision: revisionsOf(view, about.revision) })}</span>
        )}
        <button class="button button-small" aria-pressed={view.from !== null} onClick={compare}>
          {say(view.from === null ? 'graph.compare' : 'graph.stopComparing')}
        </button>
      </header>
      {problem && !problem.isOutage && <ProblemNote problem={problem} />}
      {view.from !== null && scope && (
        <TokenWall role="viewer">
          <ComparisonBar
            {...{ stream, scope, side, from: view.from, to: view.to, onChange: change, onSide: setSide }}
          />
        </TokenWall>
      )}
      {!graph && !problem && about?.basearches.length !== 0 && <p class="quiet">{say('app.loading')}</p>}
      {about?.basearches.length === 0 && <p class="note">{say('graph.none')}</p>}
      {graph && scope && (
        <GraphView
          {...{ graph, compared, view, onChange: change }}
          scope={{ ...scope, stream }}
          revision={revision}
          rollouts={about?.rollouts ?? []}
        />
      )}
    </section>
  );
}

/** The one that is shown, or the two that are compared. */
function revisionsOf({ from, to }: ViewState, current: number): string {
  return from === null ? String(current) : `${from} → ${to ?? current}`;
}

/** While two revisions are asked for, the current graph stays. */
function shownOf({ current, comparison }: Graphs, side: Side) {
  if (!comparison) return { graph: current, compared: null };
  const kind = side === 'before' ? ('removed' as const) : ('added' as const);
  return { graph: comparison[side].graph, compared: { side: comparison[side], kind } };
}
