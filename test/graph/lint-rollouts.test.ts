import { describe, expect, test } from 'vitest';
import type { Remark } from '../../src/graph/finding.js';
import {
  lintCliff,
  lintOverlaps,
  lintPauses,
  lintRunning,
  lintStartAhead,
  lintStartBehind,
  percent,
} from '../../src/graph/lint-rollouts.js';
import type { Rollout } from '../../src/graph/model.js';
import { paused } from '../../src/graph/rollout-actions.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { DAY, HOUR, NOW, pause } from './operate.js';

const rolling = (rollout: Rollout | null) => ({ ...releaseOf('v', 0), rollout });
const messages = (remarks: readonly Remark[]) => remarks.map(({ message }) => message);

describe('a start', () => {
  test.each([
    ['an hour ago', NOW - HOUR, []],
    ['a second more', NOW - HOUR - 1, ['1 h ago: it would begin with 2 %']],
    ['five hours ago', NOW - 5 * HOUR, ['5 h ago: it would begin with 10.4 %']],
    ['a year ago', NOW - 365 * DAY, ['365 days ago: it would begin with 100 %']],
    ['now', NOW, []],
    ['never', null, []],
  ])('%s is too late, or not', (_, startEpoch, expected) => {
    const found = messages(lintStartBehind(rolling(rolloutOf(startEpoch, 0, 2880)), NOW));
    expect(found).toEqual(expected.map((words) => expect.stringContaining(words)));
  });

  test.each([
    ['in 30 days', NOW + 30 * DAY, []],
    ['a second later', NOW + 30 * DAY + 1, ['in 30 days, over 30']],
    ['in a year', NOW + 365 * DAY, ['in 365 days, over 30']],
    ['never', null, []],
  ])('%s is too far ahead, or not', (_, startEpoch, expected) => {
    const release = rolling(rolloutOf(startEpoch, 0, 2880));
    const words = expected.map((one) => expect.stringContaining(one));
    expect(messages(lintStartAhead(release, NOW))).toEqual(words);
    expect(messages(lintRunning([release], NOW))).toEqual(words);
  });
});

describe('a pause', () => {
  const stopped = (reviewAt: number | null) =>
    paused(rolloutOf(NOW - HOUR, 0, 600), pause('v', { reviewAt }), NOW);

  test.each<[string, Rollout | null, number, string[]]>([
    ['that is to be looked at', stopped(null), NOW + DAY, []],
    ['that nobody has looked at', stopped(null), NOW + DAY + 1, ['at 10 % for 24 h']],
    ['that nobody has looked at in time', stopped(NOW + 60), NOW + 120, ['at 10 % for 2 minutes']],
    ['of documents', rolloutOf(NOW - DAY, 0.5, null), NOW, []],
    ['of documents, long ago', rolloutOf(NOW - 3 * DAY, 0.5, null), NOW, ['at 50 % for 3 days']],
    ['that is none', rolloutOf(NOW - 3 * DAY, 0, 60), NOW, []],
    ['of nothing', null, NOW, []],
  ])('%s is told of, or not', (...[, rollout, at, expected]) => {
    expect(messages(lintPauses([rolling(rollout)], at))).toEqual(
      expected.map((one) => expect.stringContaining(one)),
    );
  });
});

describe('a cliff', () => {
  test.each<[string, Rollout | null, number, string[]]>([
    ['five minutes', rolloutOf(NOW, 0, 5), 0, ['the last 100 %']],
    ['ten minutes', rolloutOf(NOW, 0, 10), 0, ['the last 50 %']],
    ['ten minutes for the last half', rolloutOf(NOW, 0.5, 10), 0, []],
    ['twenty minutes', rolloutOf(NOW, 0, 20), 0, []],
    ['48 h', rolloutOf(NOW, 0, 2880), 0, []],
    ['the end by hand', rolloutOf(NOW, 1, null), 0.5, ['the last 50 %']],
    ['the end by hand, near it', rolloutOf(NOW, 1, null), 0.75, []],
    ['everybody at once', FINISHED, 0, ['the last 100 %']],
    ['standing still', rolloutOf(NOW, 0.5, null), 0, []],
    ['a pause', paused(rolloutOf(NOW, 0, 5), pause('v'), NOW), 0, []],
    ['none', null, 0, []],
  ])('is at the end, or not: %s', (...[, rollout, already, expected]) => {
    expect(messages(lintCliff(rolling(rollout), already))).toEqual(
      expected.map((words) => expect.stringContaining(words)),
    );
  });
});

describe('a rollout meets older ones', () => {
  test.each([
    ['that are not finished', '.3B7', 'v3', ['v1']],
    ['but not finished ones', 'rr7', 'v2', []],
    ['but not newer ones', '7.3', 'v0', []],
    ['two of them', '337', 'v2', ['v0, v1']],
    ['but has none itself', '33.', 'v2', []],
    ['many of them', '3333337', 'v6', ['v0, v1, v2, v3, v4 and 1 more']],
  ])('%s: %s', (...[, drawing, version, expected]) => {
    const releases = streamDrawn(drawing);
    const found = lintOverlaps(
      releases.find((one) => one.version === version)!,
      releases,
      NOW,
    );
    expect(messages(found)).toEqual(
      expected.map((names) => expect.stringContaining(`the rollout of ${names} is not`)),
    );
  });

  test('but not those of other basearches', () => {
    const [older, newer] = streamDrawn('37').map((one, index) => ({
      ...one,
      rollout: { ...one.rollout!, basearches: [index === 0 ? 'aarch64' : 'x86_64'] },
    }));
    expect(lintOverlaps(newer!, [older!, newer!], NOW)).toEqual([]);
    expect(lintOverlaps({ ...newer!, rollout: FINISHED }, [older!, newer!], NOW)).toHaveLength(1);
  });
});

test.each([
  [0, '0 %'],
  [0.29, '29 %'],
  [1 / 3, '33.3 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
])('%d of the fleet is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
