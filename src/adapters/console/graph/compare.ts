import { diffOfGraphs, type GraphDiff, type VersionEdge } from '../../../graph/diff.js';
import type { Edge, Graph } from '../../../graph/model.js';

/** What becomes of a node, in the picture that it is in. */
export type Change = 'added' | 'removed' | 'changed';

/** One of two graphs that are compared, and what in it the other does not have. */
export interface ComparedSide {
  readonly graph: Graph;
  /** By version. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Edges that only this side has, as positions in its list of nodes. */
  readonly edges: readonly Edge[];
}

/** Two graphs of a scope: what is gone is to be seen in the older one, what is new in the newer one. */
export interface Comparison {
  readonly diff: GraphDiff;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
}

/** @see http-api.md 4, `GET {s}/diff`: the same figures */
export function compare(before: Graph, after: Graph): Comparison {
  const diff = diffOfGraphs(before, after);
  const changed = diff.nodesChanged.map((version) => [version, 'changed'] as const);
  const removed = diff.nodesRemoved.map((version) => [version, 'removed'] as const);
  const added = diff.nodesAdded.map((version) => [version, 'added'] as const);
  return {
    diff,
    before: {
      graph: before,
      changes: new Map([...changed, ...removed]),
      edges: positionsOf(before, diff.edgesRemoved),
    },
    after: {
      graph: after,
      changes: new Map([...changed, ...added]),
      edges: positionsOf(after, diff.edgesAdded),
    },
  };
}

/** The oldest release that is not as it is in the other graph, or that another edge leads to; `null` for none. */
export function firstChange({ nodes }: Graph, { changes, edges }: ComparedSide): number | null {
  const changed = nodes.findIndex(({ version }) => changes.has(version));
  if (changed >= 0) return changed;
  return edges.length === 0 ? null : Math.min(...edges.map(([, to]) => to));
}

function positionsOf({ nodes }: Graph, edges: readonly VersionEdge[]): readonly Edge[] {
  const positions = new Map(nodes.map(({ version }, at) => [version, at]));
  return edges.flatMap(([from, to]) => {
    const [start, end] = [positions.get(from), positions.get(to)];
    return start === undefined || end === undefined ? [] : [[start, end] as const];
  });
}
