import { expect, test } from 'vitest';
import { isFollowing } from '../../../../src/adapters/console/parts/is-following.js';

test.each([
  ['managed', false],
  ['seed', false],
  ['folder', true],
  ['mirror', true],
] as const)('a stream of the kind %s follows a source: %s', (kind, expected) => {
  expect(isFollowing({ kind })).toBe(expected);
});
