import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rollout } from '../../src/graph/model.js';
import { draftedRollout, finished, paused, resumed } from '../../src/graph/rollout-actions.js';
import { rolloutState, throttleAt } from '../../src/graph/rollout.js';
import { writeUpdatesMetadata, readUpdatesMetadata } from '../../src/graph/updates-metadata.js';
import { jsonText } from '../../src/graph/json-cursor.js';
import { rollouts, seconds } from './arbitrary.js';
import { documentOf, problemOf } from './document.js';
import { FINISHED, releaseOf, rolloutOf } from './draw.js';
import { DAY, draftOf, HOUR, NOW, pause } from './operate.js';

const STOP = pause('v');
const stop = (rollout: Rollout, at: number) => paused(rollout, STOP, at);
const curve = ({ startEpoch, startFraction, durationMinutes }: Rollout) => [
  startEpoch,
  startFraction,
  durationMinutes,
];

describe('a rollout that is asked for', () => {
  const noted = (more: Parameters<typeof draftOf>[0]) => {
    const notes: string[] = [];
    draftedRollout(draftOf(more), NOW, (code, path) => notes.push(`${code} ${path}`));
    return notes;
  };

  test.each([
    ['from now on', {}, [NOW, 0, 2880]],
    ['from a time on', { startEpoch: 5 }, [5, 0, 2880]],
    ['from a share on', { startFraction: 0.1, duration: '90m' }, [NOW, 0.1, 90]],
    ['for all at once', { startFraction: 1, duration: null }, [NOW, 1, null]],
  ])('goes %s', (_, more, expected) => {
    const fail = () => expect.unreachable();
    expect(curve(draftedRollout(draftOf(more), NOW, fail))).toEqual(expected);
  });

  test.each([
    ['no duration', { duration: null }, ['invalid_duration /duration']],
    [
      'no duration but most of the fleet',
      { duration: null, startFraction: 0.99 },
      ['invalid_duration /duration'],
    ],
    ['a bare number', { duration: '1200' }, ['invalid_duration /duration']],
    ['a duration though it is for all at once', { duration: '1h', startFraction: 1 }, []],
  ])('is at fault, or not, with %s', (_, more, expected) => {
    expect(noted(more)).toEqual(expected);
  });
});

describe('a pause', () => {
  test('freezes the rollout where it is, in a form that everybody understands', () => {
    expect(stop(rolloutOf(NOW - 12 * HOUR, 0, 2880), NOW)).toEqual({
      ...rolloutOf(NOW, 0.25, null),
      pause: {
        reason: 'boot fails',
        publicReason: null,
        reviewAt: NOW + DAY,
        plan: { startEpoch: NOW - 12 * HOUR, startFraction: 0, durationMinutes: 2880 },
      },
    });
  });

  test('keeps the limit, and what is said about it', () => {
    const more = { publicReason: 'we look into it', reviewAt: 5 };
    const one = paused({ ...rolloutOf(NOW, 0, 60), basearches: ['x86_64'] }, pause('v', more), NOW);
    expect(one).toMatchObject({ basearches: ['x86_64'], pause: more });
  });

  test.each([
    ['paused already', stop(rolloutOf(NOW, 0, 60), NOW)],
    ['paused by its documents', rolloutOf(NOW, 0.3, null)],
    ['finished', FINISHED],
    ['at its end', rolloutOf(NOW - 2 * HOUR, 0, 60)],
  ])('is refused when the rollout is %s', (_, rollout) => {
    expect(problemOf(() => stop(rollout, NOW)).kind).toBe('invalid_state');
  });
});

describe('a resume', () => {
  const START = NOW - 12 * HOUR;
  test.each<[string, Rollout, number, number, (number | null)[]]>([
    [
      'goes on from there: 36 of 48 h are left',
      rolloutOf(START, 0, 2880),
      NOW,
      NOW + DAY,
      [NOW + DAY, 0.25, 2160],
    ],
    [
      'keeps the slope of a start in the middle',
      rolloutOf(NOW, 0.5, 600),
      NOW + 5 * HOUR,
      NOW + DAY,
      [NOW + DAY, 0.75, 300],
    ],
    ['takes a minute at least', rolloutOf(NOW - 3599, 0, 60), NOW, NOW + 1, [NOW + 1, 3599 / 3600, 1]],
    [
      'before its start goes as it was planned',
      rolloutOf(NOW + DAY, 0, 60),
      NOW,
      NOW + HOUR,
      [NOW + DAY, 0, 60],
    ],
    [
      'after its planned start goes from now on',
      rolloutOf(NOW + HOUR, 0.1, 60),
      NOW,
      NOW + DAY,
      [NOW + DAY, 0.1, 60],
    ],
    [
      'of one for all at once lets all in',
      rolloutOf(NOW + HOUR, 1, null),
      NOW,
      NOW + DAY,
      [NOW + DAY, 1, null],
    ],
    ['counts a duration of 0 as a minute', rolloutOf(NOW, 0, 0), NOW + 30, NOW + DAY, [NOW + DAY, 0.5, 1]],
    ['begins at the epoch without a start', rolloutOf(null, 0, 2880), 86_400, NOW, [NOW, 0.5, 1440]],
  ])('%s', (...[, rollout, stopped, at, expected]) => {
    const one = resumed(stop(rollout, stopped), at);
    expect([curve(one), one.pause]).toEqual([expected, null]);
  });

  test.each([
    ['runs', rolloutOf(NOW, 0, 60), 'is not paused'],
    ['is finished', FINISHED, 'is not paused'],
    ['is to come', rolloutOf(NOW + 1, 0, 60), 'is not paused'],
    ['came paused, and nobody knows its plan', rolloutOf(NOW, 0.3, null), 'set it anew'],
  ])('is refused when the rollout %s', (_, rollout, words) => {
    const { kind, value } = problemOf(() => resumed(rollout, NOW));
    expect([kind, value]).toEqual(['invalid_state', expect.stringContaining(words)]);
  });
});

describe('an end', () => {
  test.each([
    ['runs', rolloutOf(NOW, 0, 60)],
    ['is to come', rolloutOf(NOW + DAY, 0, 60)],
    ['is paused', stop(rolloutOf(NOW, 0, 60), NOW)],
    ['came paused', rolloutOf(NOW, 0.3, null)],
  ])('lets everybody in when the rollout %s', (_, rollout) => {
    expect(finished({ ...rollout, basearches: ['x86_64'] }, NOW)).toEqual({
      ...rolloutOf(NOW, 1, null),
      basearches: ['x86_64'],
    });
  });

  test('is refused when it is finished', () => {
    expect(problemOf(() => finished(FINISHED, NOW)).kind).toBe('invalid_state');
  });
});

describe('for every rollout that can be paused', () => {
  const later = fc.nat({ max: 1e9 });
  const stoppable = fc
    .tuple(rollouts, seconds)
    .filter(([rollout, at]) => ['scheduled', 'active'].includes(rolloutState(rollout, at)));

  test('the exposure is frozen to the bit, at every later time', () => {
    fc.assert(
      fc.property(stoppable, later, ([rollout, at], seconds) => {
        expect(throttleAt(stop(rollout, at), at + seconds)).toBe(throttleAt(rollout, at) + 0);
      }),
      { numRuns: 1000 },
    );
  });

  test('documents that are written meanwhile give the reference server the same answers', () => {
    fc.assert(
      fc.property(stoppable, later, ([rollout, at], seconds) => {
        const releases = [{ ...releaseOf('v', 0), rollout: stop(rollout, at) }];
        const options = { lastModified: '', dialect: 'plain' } as const;
        const text = jsonText(writeUpdatesMetadata('s', releases, options));
        const [entry] = readUpdatesMetadata(documentOf('updates', JSON.parse(text)), []);
        expect(throttleAt(entry!.rollout!, at + seconds)).toBe(throttleAt(rollout, at) + 0);
      }),
      { numRuns: 1000 },
    );
  });

  test('it goes on without a jump, and keeps its slope to half a minute of its length', () => {
    fc.assert(
      fc.property(stoppable, later, ([rollout, at], seconds) => {
        fc.pre(rolloutState(rollout, at) === 'active');
        const on = resumed(stop(rollout, at), at + seconds);
        const left = (1 - throttleAt(rollout, at)) / (1 - (rollout.startFraction ?? 0));
        const minutes = left * Math.max(1, rollout.durationMinutes ?? 1);
        expect(throttleAt(on, at + seconds)).toBe(throttleAt(rollout, at) + 0);
        expect(on.durationMinutes).toBeGreaterThanOrEqual(1);
        if (minutes >= 1)
          expect(Math.abs((on.durationMinutes ?? 0) - minutes)).toBeLessThanOrEqual(0.5 + 1e-9);
        expect(throttleAt(on, at + seconds + 60 * (on.durationMinutes ?? 0) + 1)).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('one that had not begun goes as it was planned, or from the resume on', () => {
    fc.assert(
      fc.property(stoppable, later, ([rollout, at], seconds) => {
        fc.pre(rolloutState(rollout, at) === 'scheduled');
        const on = resumed(stop(rollout, at), at + seconds);
        const begin = Math.max(rollout.startEpoch ?? 0, at + seconds);
        expect(curve(on)).toEqual([
          begin,
          ...curve(rollout)
            .slice(1)
            .map((one) => (one === null ? null : one + 0)),
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});
