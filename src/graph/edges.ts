import type { Edge } from './model.js';

/** What of a node the edge rule looks at. */
export interface EdgeEnd {
  readonly rollout: unknown;
  readonly barrier: unknown;
  readonly deadend: unknown;
}

/**
 * All edges of a scope before throttling, in the order of the reference server: those to rollouts
 * first, from the newest rollout to the oldest, then those to barriers, from the oldest to the newest.
 *
 * edge(i, j) exists exactly when i < j, j has a rollout or is a barrier, no barrier lies strictly
 * between i and j, and i is not a deadend.
 * @param nodes oldest first
 * @see cincinnati.md A.1 (the set), B.4 (the order)
 */
export function edgesOf(nodes: readonly EdgeEnd[]): readonly Edge[] {
  return [...edgesToRollouts(nodes), ...edgesToBarriers(nodes)].filter(([from]) => !nodes[from]?.deadend);
}

/**
 * How many edges there are before the deadends are taken out, without making them: a stream of a few
 * megabytes can have more than fit into memory.
 * @see cincinnati.md B.4
 */
export function countEdges(nodes: readonly EdgeEnd[]): number {
  const segmentStarts = previousBarriers(nodes);
  return nodes.reduce(
    (count, node, to) => count + (node.rollout || node.barrier ? to - (segmentStarts[to] ?? 0) : 0),
    0,
  );
}

function edgesToRollouts(nodes: readonly EdgeEnd[]): readonly Edge[] {
  const segmentStarts = previousBarriers(nodes);
  return nodes
    .flatMap((node, to) => (node.rollout ? [to] : []))
    .reverse()
    .flatMap((to) => edgesFrom(segmentStarts[to] ?? 0, to));
}

function edgesToBarriers(nodes: readonly EdgeEnd[]): readonly Edge[] {
  const segmentStarts = previousBarriers(nodes);
  // A barrier that is still rolling out has its edges from the rollouts already.
  return nodes.flatMap((node, to) =>
    node.barrier && !node.rollout ? edgesFrom(segmentStarts[to] ?? 0, to) : [],
  );
}

/** For each node the barrier before it, itself excluded; the first node where there is none. */
function previousBarriers(nodes: readonly EdgeEnd[]): readonly number[] {
  let previous = 0;
  return nodes.map((node, index) => {
    const before = previous;
    if (node.barrier) previous = index;
    return before;
  });
}

function edgesFrom(first: number, to: number): readonly Edge[] {
  return Array.from({ length: to - first }, (_, offset) => [first + offset, to] as const);
}
