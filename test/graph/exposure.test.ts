import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposureOf, firstReaching } from '../../src/graph/exposure.js';
import type { Rollout } from '../../src/graph/model.js';
import { throttleAt } from '../../src/graph/rollout.js';
import { rollouts, seconds } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { DAY, HOUR, NOW } from './operate.js';

/** Each point as `hours from now: throttle`. */
function drawn(rollout: Rollout | null): readonly string[] {
  const after = [{ ...releaseOf('v', 0), rollout }];
  return exposureOf([releaseOf('v', 0)], after, NOW).map(
    ({ at, throttle }) => `${(at - NOW) / HOUR}: ${throttle}`,
  );
}

test('the example of http-api.md 5: 48 h are at 10 % after 4 h and 48 minutes', () => {
  const after = [{ ...releaseOf('44.20260707.3.1', 0), rollout: rolloutOf(NOW, 0, 2880) }];
  expect(exposureOf([], after, NOW)).toEqual([
    { version: '44.20260707.3.1', at: Date.parse('2026-07-21T10:00:00Z') / 1000, throttle: 0 },
    { version: '44.20260707.3.1', at: Date.parse('2026-07-21T14:48:00Z') / 1000, throttle: 0.1 },
    { version: '44.20260707.3.1', at: Date.parse('2026-07-22T10:00:00Z') / 1000, throttle: 0.5 },
    { version: '44.20260707.3.1', at: Date.parse('2026-07-23T10:00:00Z') / 1000, throttle: 1 },
  ]);
});

describe('the exposure of a rollout', () => {
  test.each<[string, Rollout | null, string[]]>([
    ['that begins later begins later', rolloutOf(NOW + DAY, 0, 600), ['0: 0', '25: 0.1', '29: 0.5', '34: 1']],
    ['that has come a way goes on', rolloutOf(NOW - 12 * HOUR, 0, 2880), ['0: 0.25', '12: 0.5', '36: 1']],
    ['that begins in the middle jumps there', rolloutOf(NOW + HOUR, 0.5, 600), ['0: 0', '1: 0.5', '11: 1']],
    ['that ends a bit below 1 is at 1 for people', rolloutOf(NOW, 0.9, 49 * 60), ['0: 0.9', '49: 1']],
    ['that stands still has one point', rolloutOf(NOW, 0.3, null), ['0: 0.3']],
    ['that is finished has one point', FINISHED, ['0: 1']],
    ['for all at once, later', rolloutOf(NOW + HOUR, 1, null), ['0: 0', '1: 1']],
    ['that is withdrawn has none', null, []],
  ])('%s', (_, rollout, expected) => {
    expect(drawn(rollout)).toEqual(expected);
  });

  test('is told of those that the change touches only', () => {
    const before = streamDrawn('r3r');
    const after = before.with(1, { ...before[1]!, rollout: rolloutOf(NOW, 0.4, null) });
    expect(exposureOf(before, after, NOW)).toEqual([{ version: 'v1', at: NOW, throttle: 0.4 }]);
  });

  test('is found for a duration beyond all times', () => {
    const rollout = rolloutOf(Number.MIN_SAFE_INTEGER, 0, Number.MAX_SAFE_INTEGER);
    expect(exposureOf([], [{ ...releaseOf('v', 0), rollout }], NOW)).toHaveLength(4);
  });
});

test('a level is reached at the very second that is told, and not before', () => {
  fc.assert(
    fc.property(rollouts, seconds, fc.constantFrom(0.1, 0.5, 1), (rollout, at, level) => {
      const reached = firstReaching(rollout, level, at);
      const has = (time: number) => throttleAt(rollout, time) >= level - 1e-12;
      if (reached === null) expect(has(at) || !has(1e9)).toBe(true);
      if (reached !== null) expect([has(reached - 1), has(reached)]).toEqual([false, true]);
    }),
    { numRuns: 500 },
  );
});
