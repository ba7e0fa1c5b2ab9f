import type { CombNode } from './comb.js';
import { columnsOf, type Column } from './columns.js';
import { HEAD, LANE, MARK, ROW, TEXT, textWidth, TOP } from './measures.js';
import { segmentsOf, type Piling } from './segments.js';

/** A column that has its size, and no place yet. */
export interface Measured extends Column {
  readonly width: number;
  readonly height: number;
  /** From its left edge to its first rail. */
  readonly toRails: number;
}

export interface ColumnShape extends Piling {
  /** As many rows as a column has at most. */
  readonly tallest: number;
}

/** The columns of a scope with their sizes, from left to right. @param nodes oldest first */
export function measuredColumns(nodes: readonly CombNode[], shape: ColumnShape): readonly Measured[] {
  const columns = columnsOf(nodes, segmentsOf(nodes, shape), shape.tallest);
  const usual = Math.max(0, ...columns.filter(hasNoLane).map((column) => widest(column, nodes)));
  return columns.map((column) => measure(column, Math.max(usual, widest(column, nodes))));
}

/** From the longest text to the first rail, and from the last rail to the next column. */
const TO_RAILS = 14;
const BETWEEN = 23;

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
