/** How many of some nodes lie between two positions, both included. */
export type Tally = (first: number, last: number) => number;

/** Counts once, so that every question after it costs the same. */
export function tallyOf<T>(list: readonly T[], counts: (item: T, at: number) => boolean): Tally {
  const sums = [0];
  let sum = 0;
  list.forEach((item, at) => {
    if (counts(item, at)) sum += 1;
    sums.push(sum);
  });
  const upTo = (end: number) => sums[Math.min(Math.max(end, 0), list.length)] ?? 0;
  return (first, last) => Math.max(0, upTo(last + 1) - upTo(first));
}
