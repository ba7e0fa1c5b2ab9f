import type { EdgeEnd } from '../../../graph/edges.js';

/** Releases next to each other that are drawn as one: a release alone, or a pile of them. Positions in the list of nodes. */
export interface Row {
  readonly first: number;
  readonly last: number;
}

/**
 * What lies between two barriers: the older one and everything up to the newer one. All of it leads to the same
 * targets, as far as they are newer.
 * @see cincinnati.md A.1
 */
export interface Segment {
  /** The barrier that it begins with; `null` for what is older than every barrier. */
  readonly head: number | null;
  /** Oldest first, without the head. */
  readonly rows: readonly Row[];
  /** The newest node that its releases may lead to: the barrier that ends it, or its own newest. */
  readonly reach: number;
}

export interface Piling {
  /** With more nodes than these, releases are put on piles. */
  readonly pilesAbove: number;
  /** Segments whose piles are open, by their numbers. */
  readonly opened: ReadonlySet<number>;
}

/** The segments of a scope, oldest first; each node is in one row or the head of one segment. */
export function segmentsOf(nodes: readonly EdgeEnd[], piling: Piling): readonly Segment[] {
  const heads = nodes.flatMap((node, at) => (node.barrier && at > 0 ? [at] : []));
  const starts = nodes.length > 0 ? [0, ...heads] : [];
  return starts.map((start, number) => {
    const end = starts[number + 1] ?? nodes.length;
    const head = nodes[start]?.barrier ? start : null;
    const first = head === null ? start : start + 1;
    const isLast = end === nodes.length;
    const isPiled = nodes.length > piling.pilesAbove && !piling.opened.has(number);
    return {
      head,
      rows: isPiled ? piledRows(first, isLast ? end - NEWEST : end, end) : singles(first, end),
      reach: isLast ? end - 1 : end,
    };
  });
}

/** So many of the last segment are never on a pile: it is the newest that are looked at. */
const NEWEST = 24;

/** Fewer are no pile: it would save nothing. */
const LEAST_PILE = 4;

function piledRows(first: number, behindPile: number, end: number): readonly Row[] {
  if (behindPile - first < LEAST_PILE) return singles(first, end);
  return [{ first, last: behindPile - 1 }, ...singles(behindPile, end)];
}

function singles(first: number, end: number): readonly Row[] {
  return Array.from({ length: end - first }, (_, offset) => ({
    first: first + offset,
    last: first + offset,
  }));
}
