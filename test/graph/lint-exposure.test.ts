import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exposesMore,
  lintBarrierForAll,
  lintBlast,
  lintFall,
  shareOf,
} from '../../src/graph/lint-exposure.js';
import type { Barrier, Release, Rollout } from '../../src/graph/model.js';
import { rollouts, seconds } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { DAY, HOUR, LINK, NOW } from './operate.js';

const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'a' } as const;
const RUNNING = rolloutOf(NOW - DAY, 0, 2880);
const BARRIER: Barrier = { reason: LINK, basearches: null };
/** A release for x86_64 and aarch64. */
const rolling = (rollout: Rollout | null, barrier: Barrier | null = null): Release => ({
  ...releaseOf('v', 0),
  payloads: [ARM, ...releaseOf('v', 0).payloads],
  rollout,
  barrier,
});
const on = (rollout: Rollout, ...basearches: readonly string[]) => ({ ...rollout, basearches });

describe('the next hour exposes', () => {
  test.each<[string, Release | null, Release, number]>([
    ['nobody to 48 h that begin now, nearly', null, rolling(rolloutOf(NOW, 0, 2880)), 1 / 48],
    ['all to the wrong year', null, rolling(rolloutOf(NOW - 365 * DAY, 0, 2880)), 1],
    ['nobody to what comes after it', null, rolling(rolloutOf(NOW + HOUR + 1, 1, null)), 0],
    ['all to what comes in it', null, rolling(rolloutOf(NOW + 1800, 1, null)), 1],
    [
      'nobody to a finished rollout in its short form',
      rolling(rolloutOf(NOW - 9 * DAY, 0, 60)),
      rolling(FINISHED),
      0,
    ],
    ['the other half to an end', rolling(RUNNING), rolling(FINISHED), 0.5],
    ['nobody to a barrier by itself', rolling(null), rolling(null, BARRIER), 0],
    ['all to the rollout of a barrier', rolling(null, BARRIER), rolling(FINISHED, BARRIER), 1],
    ['the other basearch', rolling(on(FINISHED, 'x86_64')), rolling(FINISHED), 1],
    ['less than before', rolling(FINISHED), rolling(RUNNING), 0],
    [
      'most before the old one jumps',
      rolling(rolloutOf(NOW + 1801, 1, null)),
      rolling(rolloutOf(NOW, 0, 60)),
      0.5,
    ],
  ])('%s', (...[, before, after, expected]) => {
    expect(exposesMore({ before, after }, NOW)).toBeCloseTo(expected, 12);
  });

  test('at most as many as at any second of it', () => {
    fc.assert(
      fc.property(
        fc.option(rollouts),
        rollouts,
        seconds,
        fc.nat({ max: 3600 }),
        (before, after, at, later) => {
          const pair = { before: rolling(before), after: rolling(after) };
          const share = (release: Release) => shareOf(release, 'x86_64', at + later);
          expect(exposesMore(pair, at)).toBeGreaterThanOrEqual(
            share(pair.after) - share(pair.before) - 1e-12,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    [0.25, 0],
    [0.25 + 1e-15, 0],
    [0.2501, 1],
  ])('%d of the fleet, which is news or not', (more, count) => {
    expect(lintBlast(releaseOf('v', 0), more)).toHaveLength(count);
  });
});

describe('what had been let in is held back', () => {
  test.each<[string, Release | null, Release, string[]]>([
    ['by a later start', rolling(RUNNING), rolling(rolloutOf(NOW, 0.1, 60)), ['from 50 % to 10 %']],
    ['by a limit', rolling(FINISHED), rolling(on(FINISHED, 'x86_64')), ['from 100 % to 0 %']],
    ['not by a pause', rolling(RUNNING), rolling(rolloutOf(NOW, 0.5, null)), []],
    ['not by another slope', rolling(RUNNING), rolling(rolloutOf(NOW, 0.5, 9)), []],
    ['not by a withdrawal, which is meant', rolling(RUNNING), rolling(null), []],
    ['not in a new release', null, rolling(RUNNING), []],
  ])('%s', (...[, before, after, expected]) => {
    const found = lintFall({ before, after }, NOW).map(({ message }) => message);
    expect(found).toEqual(expected.map((words) => expect.stringContaining(words)));
  });
});

describe('a new barrier leads everybody to it', () => {
  test.each([
    ['at once, without a rollout', '..', '.b', 'v1', 1],
    ['at once, though a newer one rolls out', '..3', '.b3', 'v1', 1],
    ['no more than they were led past it', '..r', '.br', 'v1', 0],
    ['by its rollout', '..', '.B', 'v1', 0],
    ['by the rollout it had', '.r', '.b', 'v1', 0],
    ['as it did', '.b', '.b', 'v1', 0],
  ])('%s: %s to %s', (...[, before, after, version, count]) => {
    const find = (drawing: string) => streamDrawn(drawing).find((one) => one.version === version)!;
    const pair = { before: find(before), after: find(after) };
    expect(lintBarrierForAll(pair, streamDrawn(after), NOW)).toHaveLength(count);
  });
});
