import type { CombNode, PlacedColumn } from './comb.js';
import { MARK, rowY, TEXT, textWidth, TO_MARK } from './measures.js';
import type { Point } from './polyline.js';
import type { Row } from './segments.js';

/** A release, or a pile of them, at its place: the middle of its mark. Its text stands to the right of it. */
export interface Spot extends Row, Point {
  /** Position in the list of columns. */
  readonly column: number;
  /** Which lane of its column leads to it; `null` for none. */
  readonly lane: number | null;
  /** Where its text ends. */
  readonly end: number;
  /** Where a rail comes in: at the text for a row, at the mark for a head. `null`: nothing leads there. */
  readonly arrives: Point | null;
  /** Where the way out begins. `null`: nothing leads out. */
  readonly departs: Point | null;
}

/** The spots of all columns, in the order of the releases. */
export function spotsOf(columns: readonly PlacedColumn[], nodes: readonly CombNode[]): readonly Spot[] {
  return columns.flatMap((column, at) => {
    const isReached = columns[at - 1]?.leaves === true;
    const head = column.head === null ? [] : [headSpot({ column, at, nodes }, isReached)];
    return [...head, ...column.rows.map((row, index) => rowSpot({ column, at, nodes }, row, index))];
  });
}

/** The ground under a spot. */
export function boxOf({ x, y, end }: Spot) {
  return { x: x - 10, y: y - 10, width: end - x + 14, height: 20, rx: 6 };
}

/** Which spot a release is in, by its position in the list of nodes. */
export function spotAt(spots: readonly Row[], position: number | null): number | null {
  if (position === null) return null;
  const found = spots.findIndex(({ first, last }) => first <= position && position <= last);
  return found < 0 ? null : found;
}

interface Place {
  readonly column: PlacedColumn;
  readonly at: number;
  readonly nodes: readonly CombNode[];
}

/** From the text to the rail. */
const GAP = 6;
/** Rails in and out of the same row lie so far beside its middle. */
const ASIDE = 3.5;

function headSpot({ column, at, nodes }: Place, isReached: boolean): Spot {
  const position = column.head ?? 0;
  const node = nodes[position];
  const [x, y] = [column.x + MARK, column.y];
  const end = x + TEXT + textWidth({ first: position, last: position }, nodes);
  const leadsOn = !node?.deadend && (column.lanes.length > 0 || column.leaves);
  return {
    ...{ first: position, last: position, column: at, x, y, end, lane: null },
    arrives: isReached ? { x: x - TO_MARK, y } : null,
    departs: leadsOn ? { x: end + GAP, y } : null,
  };
}

function rowSpot({ column, at, nodes }: Place, row: Row, index: number): Spot {
  const [x, y] = [column.x + MARK, rowY(column, index)];
  const end = x + TEXT + textWidth(row, nodes);
  const lane = column.lanes.indexOf(index);
  const leadsOn = hasSource(row, nodes) && (column.leaves || (column.lanes.at(-1) ?? -1) > index);
  const isBoth = lane >= 0 && leadsOn;
  return {
    ...{ ...row, column: at, x, y, end, lane: lane < 0 ? null : lane },
    arrives: lane < 0 ? null : { x: end + GAP, y: isBoth ? y - ASIDE : y },
    departs: leadsOn ? { x: end + GAP, y: isBoth ? y + ASIDE : y } : null,
  };
}

function hasSource({ first, last }: Row, nodes: readonly CombNode[]): boolean {
  return nodes.slice(first, last + 1).some(({ deadend }) => !deadend);
}
