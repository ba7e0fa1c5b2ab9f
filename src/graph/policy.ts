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

/** Where the edges out of a node lead to, oldest first; both as positions in the list of nodes. */
export function successorsOf(graph: Graph, from: number): readonly number[] {
  const known = SUCCESSORS.get(graph) ?? collectSuccessors(graph);
  return known.get(from) ?? [];
}

/** Made when somebody asks for the first time, for the life of the graph. */
const SUCCESSORS = new WeakMap<Graph, ReadonlyMap<number, readonly number[]>>();

function collectSuccessors(graph: Graph): ReadonlyMap<number, readonly number[]> {
  const successors = new Map<number, number[]>();
  for (const [from, to] of graph.edges) {
    const known = successors.get(from);
    if (known) known.push(to);
    if (!known) successors.set(from, [to]);
  }
  for (const list of successors.values()) list.sort((a, b) => a - b);
  SUCCESSORS.set(graph, successors);
  return successors;
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
