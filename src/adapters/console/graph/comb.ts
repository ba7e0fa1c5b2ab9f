import type { Node } from '../../../graph/model.js';
import { bandsOf } from './bands.js';
import type { Column } from './columns.js';
import type { Measured } from './measured.js';
import { LANE, TOP } from './measures.js';
import type { Point } from './polyline.js';
import { spotsOf, type Spot } from './spots.js';
import type { Extent } from './zoom.js';

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
export interface Comb extends Extent {
  readonly columns: readonly PlacedColumn[];
  /** In the order of the releases: each is in exactly one. */
  readonly spots: readonly Spot[];
}

/** What of a node the picture depends on: neither the time nor who looks at it. */
export type CombNode = Pick<Node, 'version' | 'barrier' | 'deadend' | 'rollout'>;

/**
 * Lays the nodes of a scope out as a comb.
 * @param nodes oldest first
 * @param width as wide as the picture may be, if no column alone is wider
 */
export function placedComb(measured: readonly Measured[], nodes: readonly CombNode[], width: number): Comb {
  const columns = place(measured, width - 2 * MARGIN);
  return { ...extentOf(columns), columns, spots: spotsOf(columns, nodes) };
}

/** How large a comb would be, without making it. */
export function combExtent(measured: readonly Measured[], width: number): Extent {
  return extentOf(place(measured, width - 2 * MARGIN));
}

function extentOf(columns: readonly PlacedColumn[]): Extent {
  return {
    width: Math.max(0, ...columns.map(({ x, width }) => x + width)) + MARGIN,
    height: Math.max(0, ...columns.map(({ bottom }) => bottom)) + MARGIN,
  };
}

const MARGIN = 10;
/** Below a band: the line that returns to the left lies in it. */
const GUTTER = 34;

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
