import type { Graph } from './model.js';

/**
 * How many nodes are stuck though newer ones exist: neither the newest nor a deadend, and no edge leads out of
 * them. Throttles do not count: who waits for a rollout has a path. It is found out once for the life of a graph.
 * @see explain.ts, verdict `no_path`
 */
export function countNoPath(graph: Graph): number {
  const known = COUNTS.get(graph);
  if (known !== undefined) return known;
  const withPath = new Set<number>();
  for (const [from] of graph.edges) withPath.add(from);
  const stuck = graph.nodes.slice(0, -1).filter(({ deadend }, at) => !deadend && !withPath.has(at));
  COUNTS.set(graph, stuck.length);
  return stuck.length;
}

const COUNTS = new WeakMap<Graph, number>();
