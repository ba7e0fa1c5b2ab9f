import { expect, test } from 'vitest';
import { inputOf, momentIn } from '../../../../src/adapters/console/graph/local-time.js';

test.each([0, 1_795_305_600, 1_782_000_001])('a moment %i comes back from its input', (epoch) => {
  expect(inputOf(epoch)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  expect(momentIn(inputOf(epoch))).toBe(epoch);
});

test('what is no moment is none', () => {
  expect([momentIn(''), momentIn('soon')]).toEqual([null, null]);
});
