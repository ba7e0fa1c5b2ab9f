import type { Spot } from './spots.js';

export type Step = 'older' | 'newer' | 'left' | 'right' | 'first' | 'last';

/** The spot that a key leads to: along the order of the releases, or to the same row of the column beside. */
export function walk(spots: readonly Spot[], from: number, step: Step): number {
  const last = spots.length - 1;
  const goals: Readonly<Record<Step, number>> = {
    older: Math.max(0, from - 1),
    newer: Math.min(last, from + 1),
    left: beside(spots, from, -1),
    right: beside(spots, from, 1),
    first: 0,
    last,
  };
  return goals[step];
}

function beside(spots: readonly Spot[], from: number, columns: 1 | -1): number {
  const column = spots[from]?.column ?? 0;
  const first = spots.findIndex((spot) => spot.column === column);
  const others = spots.flatMap((spot, at) => (spot.column === column + columns ? [at] : []));
  return others[from - first] ?? others.at(-1) ?? from;
}
