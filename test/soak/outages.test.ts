import { expect, test } from 'vitest';
import { now, pause } from './clock.js';
import { Outages } from './outages.js';

test('a time without something is known by its two ends, however often its beginning was told', async () => {
  const outages = new Outages();
  const before = now();
  await pause(5);
  expect([outages.isAway, outages.lastEnd]).toEqual([false, 0]);
  outages.begin();
  outages.begin();
  expect([outages.isAway, outages.lastEnd]).toEqual([true, Infinity]);
  await pause(20);
  outages.end();
  const after = now();
  await pause(5);
  expect(outages.isAway).toBe(false);
  expect(outages.lastEnd).toBeLessThanOrEqual(after);
  expect(outages.touch(before, after)).toBe(true);
  expect(outages.touch(before, before + 1)).toBe(false);
  expect([outages.touch(after + 1, now()), outages.touch(after + 1, now(), 1000)]).toEqual([false, true]);
  expect(outages.within(before, now())).toBeGreaterThan(15);
  expect(outages.within(before, now())).toBeLessThan(after - before);
});
