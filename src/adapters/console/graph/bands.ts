/** The size of something that is set like a word on a line. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Breaks columns into bands below each other, so that they are no wider than they may be and as low as they can
 * be together. A column that is too wide by itself has a band of its own.
 * @returns how many columns each band has, from the top
 */
export function bandsOf(columns: readonly Size[], width: number): readonly number[] {
  const best = bestBreaks(columns, width);
  const counts: number[] = [];
  for (let end = columns.length; end > 0;) {
    const start = best[end]?.start ?? end - 1;
    counts.unshift(end - start);
    end = start;
  }
  return counts;
}

interface Break {
  /** Where the last band begins. */
  readonly start: number;
  /** Of all bands up to there. */
  readonly height: number;
}

/** What it costs to have another band: the return of the line to the left, and the reader's. */
const BAND_COST = 40;

/** For each number of columns from the left, how the last band of them begins at best. */
function bestBreaks(columns: readonly Size[], width: number): readonly Break[] {
  const best: Break[] = [{ start: 0, height: 0 }];
  columns.forEach((_, last) => {
    let chosen: Break | null = null;
    let [wide, high] = [0, 0];
    for (let start = last; start >= 0; start -= 1) {
      wide += columns[start]?.width ?? 0;
      high = Math.max(high, columns[start]?.height ?? 0);
      if (wide > width && start < last) break;
      const height = (best[start]?.height ?? 0) + high + BAND_COST;
      // Of two that are as low, the one that leaves less for the last band, as on a page of text.
      if (!chosen || height < chosen.height) chosen = { start, height };
    }
    best.push(chosen ?? { start: last, height: 0 });
  });
  return best;
}
