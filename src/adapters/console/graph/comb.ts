import type { Node } from '../../../graph/model.js';
import { bandsOf } from './bands.js';
import { columnsOf, type Column } from './columns.js';
import { HEAD, MARK, ROW, TEXT, textWidth } from './measures.js';
import type { Point } from './polyline.js';
import { segmentsOf, type Piling } from './segments.js';
import { spotsOf, type Spot } from './spots.js';

/** Where a column stands: its left edge, and the line of its head. */
export interface PlacedColumn extends Column, Point {
  readonly width: number;
  readonly height: number;
  /** The rail of each of its lanes, from left to right. */
  readonly laneXs: readonly number[];
  /** The rail by which it is left; the place of it where there is none. */
  readonly outX: number;
  /** The bottom of its band. */
  readonly bottom: number;
}

/** A picture of a graph: one column for each segment, in bands that fit the screen. Lengths in pixels. */
export interface Comb {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly PlacedColumn[];
  /** In the order of the releases: each is in exactly one. */
  readonly spots: readonly Spot[];
}

export interface CombShape extends Piling {
  /** As wide as the picture may be, if no column alone is wider. */
  readonly width: number;
  /** As many rows as a column has at most. */
  readonly tallest: number;
}

/** What of a node the picture depends on: neither the time nor who looks at it. */
export type CombNode = Pick<Node, 'version' | 'barrier' | 'deadend' | 'rollout'>;

/** Lays the nodes of a scope out as a comb. @param nodes oldest first */
export function combOf(nodes: readonly CombNode[], shape: CombShape): Comb {
  const columns = columnsOf(nodes, segmentsOf(nodes, shape), shape.tallest);
  const usual = Math.max(0, ...columns.filter(hasNoLane).map((column) => widest(column, nodes)));
  const measured = columns.map((column) => measure(column, Math.max(usual, widest(column, nodes))));
  const placed = place(measured, shape.width - 2 * MARGIN);
  return {
    width: Math.max(0, ...placed.map(({ x, width }) => x + width)) + MARGIN,
    height: Math.max(0, ...placed.map(({ bottom }) => bottom)) + MARGIN,
    columns: placed,
    spots: spotsOf(placed, nodes),
  };
}

const MARGIN = 16;
/** From the top of a column to the line of its head. */
const TOP = 14;
/** From the longest text to the first rail, from rail to rail, from the last rail to the next column. */
const TO_RAILS = 20;
const LANE = 9;
const BETWEEN = 26;
/** Below a band: the line that returns to the left lies in it. */
const GUTTER = 34;

interface Measured extends Column {
  readonly width: number;
  readonly height: number;
  /** From its left edge to its first rail. */
  readonly toRails: number;
}

/** Columns without lanes are all of one width. */
function hasNoLane({ lanes }: Column): boolean {
  return lanes.length === 0;
}

function widest({ head, rows }: Column, nodes: readonly CombNode[]): number {
  const heads = head === null ? [] : [{ first: head, last: head }];
  return Math.max(0, ...[...heads, ...rows].map((row) => textWidth(row, nodes)));
}

function measure(column: Column, text: number): Measured {
  const toRails = MARK + TEXT + text + TO_RAILS;
  const rails = Math.max(0, column.lanes.length - (column.leaves ? 0 : 1));
  return {
    ...column,
    toRails,
    width: toRails + rails * LANE + BETWEEN,
    height: TOP + HEAD + column.rows.length * ROW,
  };
}

function place(columns: readonly Measured[], width: number): readonly PlacedColumn[] {
  let [next, top] = [0, MARGIN];
  return bandsOf(columns, width).flatMap((count) => {
    const band = columns.slice(next, next + count);
    const bottom = top + Math.max(...band.map(({ height }) => height));
    let x = MARGIN;
    const placed = band.map((column) => {
      const at = placeAt(column, { x, y: top + TOP }, bottom);
      x += column.width;
      return at;
    });
    next += count;
    top = bottom + GUTTER;
    return placed;
  });
}

function placeAt({ toRails, ...column }: Measured, { x, y }: Point, bottom: number): PlacedColumn {
  const railAt = (rail: number) => x + toRails + rail * LANE;
  return {
    ...column,
    x,
    y,
    laneXs: column.lanes.map((_, rail) => railAt(rail)),
    outX: railAt(column.lanes.length),
    bottom,
  };
}
