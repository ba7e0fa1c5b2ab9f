import { combExtent, placedComb, type Comb, type CombNode } from './comb.js';
import { measuredColumns } from './measured.js';
import type { Piling } from './segments.js';
import { wholeOf, type Extent } from './zoom.js';

/** What is wider than the screen is lower, and may show larger as a whole: so many times as wide is tried. */
const WIDTHS = Array.from({ length: 40 }, (_, at) => 1 + at * 0.04);
const NARROW = 700;
/** As many rows as a column may have. */
const HEIGHTS = [24, 32, 42];
const PILES_ABOVE = 300;

/** Lays a graph out so that as a whole it shows as large as it can. @param opened segments whose piles are open */
export function fittedComb(nodes: readonly CombNode[], screen: Extent, opened: Piling['opened']): Comb {
  const measured = HEIGHTS.map((tallest) =>
    measuredColumns(nodes, { tallest, pilesAbove: PILES_ABOVE, opened }),
  );
  const widths = isNarrow(screen) ? [screen.width] : WIDTHS.map((factor) => factor * screen.width);
  const tried = measured.flatMap((columns) =>
    widths.map((width) => ({ columns, width, scale: scaleOf(combExtent(columns, width), screen) })),
  );
  // Of those that show as large the first: the narrowest of the lowest.
  const best = tried.reduce((chosen, one) => (one.scale > chosen.scale ? one : chosen));
  return placedComb(best.columns, nodes, best.width);
}

function scaleOf(picture: Extent, screen: Extent): number {
  return isNarrow(screen) ? 1 : wholeOf(picture, screen).scale;
}

/** On a phone one scrolls down, and nothing is made smaller. */
export function isNarrow({ width }: Pick<Extent, 'width'>): boolean {
  return width < NARROW;
}
