import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paused } from '../../src/graph/rollout-actions.js';
import { endEpoch, isFinished, pausedSince, rolloutState, throttleAt } from '../../src/graph/rollout.js';
import { rollouts, seconds } from './arbitrary.js';
import { FINISHED, rolloutOf } from './draw.js';
import { naiveThrottle } from './naive.js';

const S = 1_000_000;

describe('the vectors of cincinnati.md B.5', () => {
  test.each([
    [0, 60, -1, 0],
    [0, 60, 0, 0],
    [0, 60, 1800, 0.5],
    [0, 60, 3600, 1],
    [0, 60, 3601, 1],
    [0.25, 60, 0, 0.25],
    [0.25, 60, 1800, 0.625],
    [0, 2880, 43_200, 0.25],
    [0, 2880, 86_400, 0.5],
    [0, 2880, 172_799, 0.9999942129629629],
    [0.1, 1440, 1, 0.10001041666666667],
  ])('from %d in %d minutes, at %d s it has come to %d', (...[fraction, minutes, after, expected]) => {
    expect(throttleAt(rolloutOf(S, fraction, minutes), S + after)).toBe(expected);
  });
});

describe('the corners of cincinnati.md B.5', () => {
  test.each([
    ['an empty section lets nobody in, ever', rolloutOf(null, null, null), 4e9, 0],
    ['a fraction of 1 alone is everybody', FINISHED, 0, 1],
    ['before the start it is nothing, whatever the fraction', rolloutOf(S, 1, null), S - 1, 0],
    ['at the start it is the fraction', rolloutOf(S, 0.3, 60), S, 0.3],
    ['at the end of 1440 minutes it is 1', rolloutOf(S, 0, 1440), S + 86_400, 1],
    ['at the end of 2880 minutes it is 1', rolloutOf(S, 0, 2880), S + 172_800, 1],
    ['a duration of 0 counts as one minute', rolloutOf(S, 0, 0), S + 30, 0.5],
    ['a duration of 0 is over after one minute', rolloutOf(S, 0.5, 0), S + 61, 1],
    ['without a duration it stands still', rolloutOf(S, 0.3, null), S + 1e9, 0.3],
    ['above 1 it comes down', rolloutOf(S, 5, 2880), S + 1800, 4.958333333333333],
    ['below 0 it comes up', rolloutOf(S, -0.5, 60), S + 1800, 0.25],
    ['no start is the epoch', rolloutOf(null, 0, 60), 1800, 0.5],
    ['a start before the epoch counts', rolloutOf(-1800, 0, 60), 0, 0.5],
    ['the longest duration hardly moves', rolloutOf(0, 0, 2 ** 53 - 1), 3600, 6.661338147750941e-15],
  ])('%s', (...[, rollout, at, expected]) => {
    expect(throttleAt(rollout, at)).toBe(expected);
  });

  test('642 of the durations to 5000 minutes end a bit below 1, and reach it a second later', () => {
    const durations = Array.from({ length: 5000 }, (_, i) => i + 1);
    const atEnd = (minutes: number) => throttleAt(rolloutOf(S, 0, minutes), S + 60 * minutes);
    const late = durations.filter((minutes) => atEnd(minutes) !== 1);
    expect(late.length).toBe(642);
    expect(late.slice(0, 4)).toEqual([49, 51, 67, 95]);
    expect(new Set(late.map(atEnd))).toEqual(new Set([0.9999999999999999]));
    expect(
      late.filter((minutes) => throttleAt(rolloutOf(S, 0, minutes), S + 60 * minutes + 1) !== 1),
    ).toEqual([]);
  });
});

describe('for every rollout', () => {
  test('the throttle is that of the reference server, to the last bit', () => {
    fc.assert(
      fc.property(rollouts, seconds, (rollout, at) => {
        const { startEpoch, startFraction, durationMinutes } = rollout;
        const expected = naiveThrottle(at, {
          start: BigInt(startEpoch ?? 0),
          value: startFraction ?? 0,
          minutes: durationMinutes === null ? null : BigInt(durationMinutes),
        });
        expect(throttleAt(rollout, at)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('the throttle, cut off at 1, is from 0 to 1 and never falls', () => {
    fc.assert(
      fc.property(rollouts, seconds, fc.nat({ max: 5000 }), (rollout, at, later) => {
        const before = Math.min(throttleAt(rollout, at), 1);
        const after = Math.min(throttleAt(rollout, at + later), 1);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('one that is finished stays finished, and holds nobody back', () => {
    fc.assert(
      fc.property(rollouts, seconds, fc.nat({ max: 5000 }), (rollout, at, later) => {
        fc.pre(isFinished(rollout, at));
        expect(isFinished(rollout, at + later)).toBe(true);
        expect(throttleAt(rollout, at + later)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('it is over a second after its planned end, and not before its start', () => {
    fc.assert(
      fc.property(rollouts, (rollout) => {
        const end = endEpoch(rollout);
        fc.pre(end !== null);
        expect(isFinished(rollout, end + 1)).toBe(true);
        expect(isFinished(rollout, (rollout.startEpoch ?? 0) - 1)).toBe(false);
      }),
    );
  });
});

describe('the state of a rollout', () => {
  test.each([
    ['scheduled', 'before its start', rolloutOf(S, 0, 60), S - 1],
    ['scheduled', 'before its start, for everybody as it will be', rolloutOf(S, 1, null), S - 1],
    ['active', 'at its start', rolloutOf(S, 0, 60), S],
    ['active', 'a second before its end', rolloutOf(S, 0, 60), S + 3599],
    ['finished', 'at its end', rolloutOf(S, 0, 60), S + 3600],
    ['active', 'at its end, where it is a bit below 1', rolloutOf(S, 0, 49), S + 49 * 60],
    ['finished', 'a second after that', rolloutOf(S, 0, 49), S + 49 * 60 + 1],
    ['paused', 'when it stands still below 1', rolloutOf(S, 0.999, null), S],
    ['paused', 'when nothing is said', rolloutOf(null, null, null), S],
    ['finished', 'when it stands still at 1', rolloutOf(S, 1, null), S],
  ])('it is %s %s', (...[state, , rollout, at]) => {
    expect(rolloutState(rollout, at)).toBe(state);
  });

  test.each([
    ['its duration after its start', rolloutOf(S, 0, 60), S + 3600],
    ['a minute after its start without any', rolloutOf(S, 0, 0), S + 60],
    ['counted from the epoch without a start', rolloutOf(null, 0, 60), 3600],
    ['never without a duration', rolloutOf(S, 0.5, null), null],
  ])('its planned end is %s', (_, rollout, expected) => {
    expect(endEpoch(rollout)).toBe(expected);
  });
});

describe('a rollout is paused since', () => {
  const PAUSE = {
    op: 'pause_rollout',
    version: '1',
    reason: 'r',
    publicReason: null,
    reviewAt: null,
  } as const;
  const pausedAt = (at: number) => paused(rolloutOf(S, 0, 60), PAUSE, at);

  test.each([
    ['the second of its pause', pausedAt(S + 600), S + 600],
    ['the second of its pause, if that was before its start', pausedAt(S - 600), S - 600],
    ['its start, where documents let it stand still', rolloutOf(S, 0.3, null), S],
    ['nobody knows when, where documents have no start', rolloutOf(null, 0.3, null), null],
    ['never while it goes on', rolloutOf(S, 0, 60), null],
    ['never before it starts', rolloutOf(S + 3600, 0, 60), null],
    ['never once it is finished', FINISHED, null],
  ])('%s', (...[, rollout, expected]) => {
    expect(pausedSince(rollout, S + 1200)).toBe(expected);
  });
});
