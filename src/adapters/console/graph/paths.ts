import type { Edge, Graph, Node } from '../../../graph/model.js';
import { isOffered, successorsOf } from '../../../graph/policy.js';
import {
  firstSecond,
  isFinished,
  rolloutState,
  throttleAt,
  type RolloutState,
} from '../../../graph/rollout.js';

/** Who looks at the graph, and when. */
export interface Viewer {
  /** 0 (before the start, even) to 1 (last of all). */
  readonly wariness: number;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
}

/** A step from a release to a newer one, and why there is such a step. */
export interface Hop {
  /** Position in the list of nodes. */
  readonly to: number;
  readonly isOffered: boolean;
  /** The barrier's reason; `null` where it is none. */
  readonly barrier: string | null;
  readonly rollout: Progress | null;
}

/** How far a rollout is for a viewer. */
export interface Progress {
  readonly state: RolloutState;
  /** 0 (nobody) to 1 (everybody). */
  readonly throttle: number;
  /** The first second at which the viewer is offered the release; `null` for never, as it is planned now. */
  readonly eligibleAt: number | null;
}

/** Why a way goes no further. `nothing_newer`: newer releases exist, and nothing leads there. */
export type End = 'newest' | 'deadend' | 'held_back' | 'paused' | 'nothing_newer';

/** What there is to know of one release in a graph. */
export interface Ways {
  /** Positions that an edge leads from, oldest first. */
  readonly from: readonly number[];
  /** Oldest first. */
  readonly to: readonly Hop[];
  /** What an agent does that starts here: always the highest it is offered, hop by hop. */
  readonly path: readonly Hop[];
  readonly end: End;
  /** What it waits for where the path ends, oldest first: empty unless it is held back. */
  readonly waitsFor: readonly Hop[];
}

/**
 * Where a release can be come to from, where it leads, and how far.
 * @param graph before throttling
 * @param position of the release in the list of nodes
 */
export function waysOf(graph: Graph, position: number, viewer: Viewer): Ways {
  const path = pathFrom(graph, position, viewer);
  const last = path.at(-1)?.to ?? position;
  const held = hopsFrom(graph, last, viewer).filter((hop) => !hop.isOffered);
  return {
    from: graph.edges.flatMap(([from, to]) => (to === position ? [from] : [])).sort((a, b) => a - b),
    to: hopsFrom(graph, position, viewer),
    path,
    end: endAt(graph, last, held),
    waitsFor: held,
  };
}

/** The edges that an agent takes from a release on. */
export function edgesOfPath(position: number, { path }: Pick<Ways, 'path'>): readonly Edge[] {
  const steps = [position, ...path.map(({ to }) => to)];
  return steps.slice(1).map((end, at): Edge => [steps[at] ?? position, end]);
}

function hopsFrom(graph: Graph, from: number, viewer: Viewer): readonly Hop[] {
  return successorsOf(graph, from).flatMap((to) => {
    const node = graph.nodes[to];
    return node ? [hopTo(node, to, viewer)] : [];
  });
}

function hopTo(node: Node, to: number, { wariness, at }: Viewer): Hop {
  return {
    to,
    isOffered: isOffered(node, wariness, at),
    barrier: node.barrier,
    rollout: progressOf(node, { wariness, at }),
  };
}

/** How far the rollout of a node is for a viewer; `null` where it has none. */
export function progressOf(node: Node, { wariness, at }: Viewer): Progress | null {
  const { rollout } = node;
  if (!rollout) return null;
  // Agents are not told of pauses: a rollout that stands still looks paused to them.
  const state = isFinished(rollout, at) ? 'finished' : rolloutState(rollout, at);
  const isOpen = isOffered(node, wariness, at);
  const eligibleAt = isOpen ? at : firstSecond(rollout, at, (second) => isOffered(node, wariness, second));
  return { state, throttle: throttleAt(rollout, at), eligibleAt };
}

function pathFrom(graph: Graph, from: number, viewer: Viewer): readonly Hop[] {
  const path: Hop[] = [];
  for (let at = from; ;) {
    const next = hopsFrom(graph, at, viewer).findLast((hop) => hop.isOffered);
    if (!next) return path;
    path.push(next);
    at = next.to;
  }
}

function endAt({ nodes }: Graph, position: number, held: readonly Hop[]): End {
  if (nodes[position]?.deadend) return 'deadend';
  // While one of them goes on, an update will come by itself.
  if (held.length > 0)
    return held.every(({ rollout }) => rollout?.state === 'paused') ? 'paused' : 'held_back';
  return position === nodes.length - 1 ? 'newest' : 'nothing_newer';
}
