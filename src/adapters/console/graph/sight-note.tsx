import type { Graph } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import { progressOf, type Viewer } from './paths.js';
import type { Sight } from './sight.js';
import { edgesSeen, sightWords } from './sight-words.js';
import { useSaid } from './use-said.js';

interface SightNoteProps {
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly sight: Sight;
  /** What somebody has chosen; the clock is no part of it. */
  readonly chosen: string;
}

/** What the agent sees that the sliders stand for, in words and figures: on a line that is there in any case. */
export function SightNote({ graph, viewer, sight, chosen }: SightNoteProps) {
  const say = useSay();
  const said = useSaid(sightWords(graph, sight, say), chosen);
  return (
    <>
      <p class="graph-sight" data-edges={sight.seen.edges.length} data-nodes={graph.nodes.length}>
        {edgesSeen(graph, sight, say)}{' '}
        {[...sight.hidden].map((position) => (
          <Held key={position} graph={graph} position={position} viewer={viewer} />
        ))}
      </p>
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </>
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
