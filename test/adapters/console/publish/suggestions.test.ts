import { expect, test } from 'vitest';
import { suggestedStarts, SUGGESTED_LENGTHS } from '../../../../src/adapters/console/publish/suggestions.js';
import { parseDuration } from '../../../../src/graph/duration.js';

test.each([
  ['2026-11-22T15:04:05Z', ['now', '2026-11-22T16:00:00Z', '2026-11-23T08:00:00Z', '2026-11-24T08:00:00Z']],
  ['2026-12-31T23:00:00Z', ['now', '2027-01-01T00:00:00Z', '2027-01-01T08:00:00Z', '2027-01-02T08:00:00Z']],
])('at %s a rollout may well start at one of %j', (now, starts) => {
  expect(suggestedStarts(Date.parse(now) / 1000)).toEqual(starts);
});

test.each(SUGGESTED_LENGTHS)('%s is a duration', (length) => {
  expect(parseDuration(length)).toBeGreaterThan(0);
});
