import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseSeconds } from '../../src/application/back-off.js';

describe('the pause before a source is read again', () => {
  test.each([
    ['30 s, well', 30, 0, 0, 30],
    ['30 s, well, jittered', 30, 0, 0.999, 27.003],
    ['1 s, failed once', 1, 1, 0, 1.5],
    ['1 s, failed three times', 1, 3, 0, 4.5],
    ['1 s, failed for long', 1, 50, 0.999, 8.996],
    ['30 s, failed once', 30, 1, 0.5, 36],
  ])('%s', (_, interval, failures, random, seconds) => {
    expect(pauseSeconds(interval, failures, random)).toBeCloseTo(seconds, 3);
  });

  test('is longer while it fails, and never so long that a healed source waits for the interval and 10 s', () => {
    const interval = fc.double({ min: 1, max: 86_400, noNaN: true });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(interval, fc.integer({ min: 1, max: 100_000 }), random, (seconds, failures, chance) => {
        const pause = pauseSeconds(seconds, failures, chance);
        expect(pause).toBeGreaterThan(pauseSeconds(seconds, 0, chance));
        expect(pause).toBeLessThanOrEqual(seconds + 8);
      }),
    );
  });
});
