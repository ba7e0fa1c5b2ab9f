/** The middle of some values; the mean of the two in the middle of an even number of them. `NaN` without any. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [upper, lower] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle) - 1]];
  return ((upper ?? NaN) + (lower ?? NaN)) / 2;
}

/**
 * The value that a share of all does not exceed: the nearest rank. `NaN` without any.
 * @param sorted the smallest first
 * @param share above 0, to 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Ratios of what was measured in the same rounds, and their spread. */
export interface Ratios {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Each round is compared in itself: the machine was the same for both sides then. */
export function ratiosOf(above: readonly number[], below: readonly number[]): Ratios {
  const ratios = above.map((value, round) => value / (below[round] ?? NaN));
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
