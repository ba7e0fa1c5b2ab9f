import type { Graph, Node } from './model.js';
import { isFinished, throttleAt } from './rollout.js';

/** Whether an agent of that wariness is offered the node at a second. @see cincinnati.md B.5 */
export function isOffered(node: Node, wariness: number, at: number): boolean {
  return node.rollout === null || wariness <= throttleAt(node.rollout, at);
}

/**
 * The graph as one agent sees it: edges to nodes it is held back from are gone, the nodes and what
 * leads out of them stay.
 * @param wariness 0 to 1
 * @param at seconds since the Unix epoch, UTC
 */
export function throttled(graph: Graph, wariness: number, at: number): Graph {
  return withoutTargets(
    graph,
    new Set(graph.nodes.flatMap((node, i) => (isOffered(node, wariness, at) ? [] : [i]))),
  );
}

/** The graph without the edges that lead to the hidden nodes. */
export function withoutTargets(graph: Graph, hidden: ReadonlySet<number>): Graph {
  if (hidden.size === 0) return graph;
  return { nodes: graph.nodes, edges: graph.edges.filter(([, to]) => !hidden.has(to)) };
}

/** The nodes that an edge leads to, oldest first, as positions in the list of nodes. */
export function targetsOf({ edges }: Graph): readonly number[] {
  return [...new Set(edges.map(([, to]) => to))].sort((a, b) => a - b);
}

/**
 * The newest node that an edge leads to and nobody is held back from; `null` where there is none.
 * @param targets what `targetsOf` found, once for the life of the graph
 */
export function newestForAll({ nodes }: Graph, targets: readonly number[], at: number): Node | null {
  const isForAll = ({ rollout }: Node) => rollout === null || isFinished(rollout, at);
  const newest = targets.findLast((index) => nodes[index] && isForAll(nodes[index]));
  return newest === undefined ? null : (nodes[newest] ?? null);
}
