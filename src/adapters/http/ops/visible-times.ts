import type { Histogram } from 'prom-client';
import type { Clock } from '../../../application/clock.js';
import type { Snapshots } from '../../../application/snapshots.js';

/**
 * Counts how long a change took from the database's clock to being served here, to the second. What is there at
 * the start was changed long ago and does not count.
 */
export function countVisibleTimes(histogram: Histogram, snapshots: Snapshots, clock: Clock): void {
  const seen = new Map<string, number>();
  snapshots.subscribe((name, snapshot) => {
    if (!snapshot) return void seen.delete(name);
    const { revision, updatedAt } = snapshot.stream;
    const before = seen.get(name);
    seen.set(name, revision);
    if (before === undefined || before === revision) return;
    histogram.observe(Math.max(0, clock.now() - updatedAt));
  });
}
