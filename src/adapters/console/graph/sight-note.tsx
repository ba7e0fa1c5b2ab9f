import type { Graph } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import { progressOf, type Viewer } from './paths.js';
import type { Sight } from './sight.js';

interface SightNoteProps {
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly sight: Sight;
}

/** What the agent sees that the sliders stand for, in words and figures. */
export function SightNote({ graph, viewer, sight: { seen, hidden } }: SightNoteProps) {
  const say = useSay();
  const [all, edges] = [graph.edges.length, seen.edges.length];
  return (
    <p class="graph-sight" aria-live="polite" data-edges={edges} data-nodes={graph.nodes.length}>
      {edges === all ? say('graph.seesAll', { all }) : say('graph.sees', { seen: edges, all })}{' '}
      {[...hidden].map((position) => (
        <Held key={position} graph={graph} position={position} viewer={viewer} />
      ))}
    </p>
  );
}

interface HeldProps {
  readonly graph: Graph;
  readonly position: number;
  readonly viewer: Viewer;
}

function Held({ graph, position, viewer }: HeldProps) {
  const say = useSay();
  const node = graph.nodes[position];
  const progress = node && progressOf(node, viewer);
  if (!progress) return null;
  return (
    <span class="graph-held">
      {say('graph.heldBackFrom')} <span class="version">{node.version}</span> ({percent(progress.throttle)}){' '}
      {progress.eligibleAt === null ? (
        say('graph.stays')
      ) : (
        <>
          {say('graph.until')} <Time at={progress.eligibleAt} />
        </>
      )}
    </span>
  );
}
