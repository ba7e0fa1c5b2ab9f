import type { EdgeEnd } from '../../../graph/edges.js';
import type { Row, Segment } from './segments.js';
import { tallyOf, type Tally } from './tally.js';

/** A segment, or a part of one that is too tall. Its rails lie to the right of its releases. */
export interface Column {
  /** Number of the segment. */
  readonly segment: number;
  /** The barrier on its top; `null` for the oldest segment, and where a segment goes on. */
  readonly head: number | null;
  readonly rows: readonly Row[];
  /** Older releases of the segment lead into this column or past it. */
  readonly enters: boolean;
  /** The rows that are targets of something older: each has a rail of its own. Oldest first. */
  readonly lanes: readonly number[];
  /** Something in it, or something that enters, leads on to the right. */
  readonly leaves: boolean;
  /** Positions of its first node and its last. */
  readonly first: number;
  readonly last: number;
  /** The newest node that its releases may lead to. */
  readonly reach: number;
}

/**
 * The columns of a scope, from left to right.
 * @param tallest as many rows as a column has at most
 */
export function columnsOf(
  nodes: readonly EdgeEnd[],
  segments: readonly Segment[],
  tallest: number,
): readonly Column[] {
  const sources = tallyOf(nodes, ({ deadend }) => !deadend);
  const targets = tallyOf(nodes, ({ rollout, barrier }) => Boolean(rollout ?? barrier));
  return segments.flatMap((segment, number) => {
    const start = segment.head ?? segment.rows[0]?.first ?? 0;
    return foldsOf(segment.rows, tallest).map((rows, fold) =>
      columnOf({ segment, number, start, rows, isFirst: fold === 0 }, { sources, targets }),
    );
  });
}

/** In parts of nearly the same height; one without rows where there is nothing but a barrier. */
function foldsOf(rows: readonly Row[], tallest: number): readonly (readonly Row[])[] {
  const count = Math.max(1, Math.ceil(rows.length / tallest));
  const height = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, fold) => rows.slice(fold * height, (fold + 1) * height));
}

interface Fold {
  readonly segment: Segment;
  readonly number: number;
  /** The first node of the segment. */
  readonly start: number;
  readonly rows: readonly Row[];
  readonly isFirst: boolean;
}

interface Tallies {
  readonly sources: Tally;
  readonly targets: Tally;
}

function columnOf({ segment, number, start, rows, isFirst }: Fold, { sources, targets }: Tallies): Column {
  const first = isFirst ? start : (rows[0]?.first ?? start);
  const last = rows.at(-1)?.last ?? first;
  const inside = segment.head === first ? first + 1 : first;
  const lanes = rows.flatMap((row, at) => {
    const target = targets(Math.max(row.first, inside), row.last) > 0;
    return target && sources(start, row.first - 1) > 0 ? [at] : [];
  });
  return {
    segment: number,
    head: isFirst ? segment.head : null,
    rows,
    enters: sources(start, first - 1) > 0 && targets(first, segment.reach) > 0,
    lanes,
    leaves: sources(start, last) > 0 && targets(last + 1, segment.reach) > 0,
    first,
    last,
    reach: segment.reach,
  };
}
