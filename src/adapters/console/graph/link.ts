import type { PlacedColumn } from './comb.js';
import { MARK, TO_MARK } from './measures.js';
import type { Point } from './polyline.js';
import type { Spot } from './spots.js';

/** Where the line along the top of a column begins: at its head, or at its edge for what enters. `null`: there is none. */
export function trunkStart(column: PlacedColumn, own: readonly Spot[]): Point | null {
  if (column.enters) return { x: column.x, y: column.y };
  return column.head === null ? null : (own[0]?.departs ?? null);
}

/** The line from column to column, without its start: straight on, or back to the left below the band. */
export function linkPoints(column: PlacedColumn, next: PlacedColumn): readonly Point[] {
  const end = { x: next.head === null ? next.x : next.x + MARK - TO_MARK, y: next.y };
  if (next.y === column.y) return [end];
  const right = column.x + column.width - ASIDE;
  const left = next.x - ASIDE;
  const below = column.bottom + BELOW;
  return [
    { x: right, y: column.y },
    { x: right, y: below },
    { x: left, y: below },
    { x: left, y: next.y },
    end,
  ];
}

/** How far a line that returns runs beside the columns, and below their band. */
const ASIDE = 8;
const BELOW = 16;
