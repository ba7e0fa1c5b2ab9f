import type { Comb, PlacedColumn } from './comb.js';
import { linkPoints, trunkStart } from './link.js';
import { polyline, RADIUS, type Point } from './polyline.js';
import type { Spot } from './spots.js';

/**
 * A piece of rail. All that it carries leads to targets between two positions in the list of nodes, both included:
 * it is open when one of those is offered.
 */
export interface Rail {
  readonly first: number;
  readonly last: number;
  /** The `d` of an SVG path. */
  readonly d: string;
  /** Where it arrives; `null` for a piece that goes on. */
  readonly tip: Tip | null;
}

export interface Tip extends Point {
  readonly towards: 'left' | 'right';
}

/**
 * The rails of a comb. Wherever two lines meet there is a switch: all that stands beside a rail is older than what
 * the rail leads to, so no line only crosses another.
 */
export function railsOf({ columns, spots }: Comb): readonly Rail[] {
  return columns.flatMap((column, at) => {
    const own = spots.filter((spot) => spot.column === at);
    const link = { column, own, next: columns[at + 1] };
    return [
      ...trunkOf(link),
      ...own.flatMap((spot) => [...toothOf(link, spot), ...laneOf(link, spot)]),
      ...outOf(link),
      ...linkOf(link, spots),
    ];
  });
}

/** A column, what stands in it, and the column to the right of it. */
interface Place {
  readonly column: PlacedColumn;
  readonly own: readonly Spot[];
  readonly next: PlacedColumn | undefined;
}

/** Along the top of a column, for its head and for what enters from the left. */
function trunkOf({ column, own }: Place): readonly Rail[] {
  const start = trunkStart(column, own);
  const lastLane = column.laneXs.at(-1);
  const end = column.leaves ? column.outX + RADIUS : lastLane === undefined ? null : lastLane - RADIUS;
  if (!start || end === null) return [];
  const first = column.head === null ? column.first : column.first + 1;
  return [rail([start, { x: end, y: column.y }], { first, last: column.reach })];
}

/** From a release to the rails beside it. */
function toothOf({ column }: Place, { departs, first, last }: Spot): readonly Rail[] {
  if (!departs || first === column.head) return [];
  const level = { y: departs.y };
  const lanes = column.lanes.flatMap((row, lane) => {
    const target = column.rows[row];
    const x = column.laneXs[lane];
    return target && x !== undefined && target.first > last ? [{ target, x }] : [];
  });
  const down = lanes.map(({ target, x }) => rail(turn({ x, ...level }, RADIUS), target));
  const up = column.leaves ? [rail(turn({ x: column.outX, ...level }, -RADIUS), beyond(column))] : [];
  const end = column.leaves ? column.outX : (lanes.at(-1)?.x ?? departs.x);
  return [
    rail([departs, { x: end - RADIUS, ...level }], { first: last + 1, last: column.reach }),
    ...down,
    ...up,
  ];
}

function turn({ x, y }: Point, drop: number): readonly Point[] {
  return [
    { x: x - RADIUS, y },
    { x, y },
    { x, y: y + drop },
  ];
}

/** Down the column to a target in it. */
function laneOf({ column, own }: Place, spot: Spot): readonly Rail[] {
  const x = column.laneXs[spot.lane ?? -1];
  if (!spot.arrives || x === undefined) return [];
  const highest = own.find(({ departs, first }) => departs && first !== column.head)?.departs;
  const begin = trunkStart(column, own)
    ? [
        { x: x - RADIUS, y: column.y },
        { x, y: column.y },
      ]
    : [{ x, y: (highest?.y ?? column.y) + RADIUS }];
  const tip = { ...spot.arrives, towards: 'left' } as const;
  return [{ ...rail([...begin, { x, y: spot.arrives.y }, spot.arrives], spot), tip }];
}

/** Up the column, for what leads to somewhere right of it. */
function outOf({ column, own }: Place): readonly Rail[] {
  const lowest = own.findLast(({ departs, first }) => departs && first !== column.head)?.departs;
  if (!column.leaves || !lowest) return [];
  const { outX: x, y } = column;
  return [
    rail(
      [
        { x, y: lowest.y - RADIUS },
        { x, y },
        { x: x + RADIUS, y },
      ],
      beyond(column),
    ),
  ];
}

function linkOf({ column, next }: Place, spots: readonly Spot[]): readonly Rail[] {
  if (!column.leaves || !next) return [];
  const start = { x: column.outX + RADIUS, y: column.y };
  const piece = rail([start, ...linkPoints(column, next)], beyond(column));
  const head = next.head === null ? null : spots.find(({ first }) => first === next.head)?.arrives;
  return [{ ...piece, tip: head ? { ...head, towards: 'right' } : null }];
}

function beyond({ last, reach }: PlacedColumn) {
  return { first: last + 1, last: reach };
}

function rail(points: readonly Point[], { first, last }: Pick<Rail, 'first' | 'last'>): Rail {
  return { first, last, d: polyline(points), tip: null };
}
