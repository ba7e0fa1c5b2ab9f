import { labelOf, lettersOf } from './label.js';
import type { Point } from './polyline.js';
import type { Row } from './segments.js';

/** The measures of the picture that its parts share, in pixels. */

/** From row to row. */
export const ROW = 20;
/** From the line of a head to that of the first row. */
export const HEAD = 25;
/** From the top of a column to the line of its head. */
export const TOP = 14;
/** From rail to rail. */
export const LANE = 9;
/** From the left edge of a column to the middle of its marks, and from there to the texts. */
export const MARK = 9;
export const TEXT = 13;
/** From the end of a rail that comes in to the middle of a mark. */
export const TO_MARK = 9;
/** Of a letter of the font, which is monospaced and 12 pixels high. */
const LETTER = 7.23;
/** Behind a version, for how far its rollout has come, and whether it is paused. */
const BADGE_LETTERS = 9;
/** For how many releases a pile has, and how many deadends. */
const PILE_LETTERS = 17;

/** How wide the text of a row is, or of a head. */
export function textWidth({ first, last }: Row, nodes: readonly TextNode[]): number {
  const node = nodes[first];
  if (first < last || !node) return PILE_LETTERS * LETTER;
  return (lettersOf(labelOf(node.version)) + (node.rollout ? BADGE_LETTERS : 0)) * LETTER;
}

interface TextNode {
  readonly version: string;
  readonly rollout: unknown;
}

/** The line of a row, in a column that stands at a point. */
export function rowY({ y }: Point, row: number): number {
  return y + HEAD + row * ROW;
}
