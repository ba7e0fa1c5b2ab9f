import { expect, test } from 'vitest';
import { spotAt } from '../../../../src/adapters/console/graph/spots.js';

const spots = [
  { first: 0, last: 3 },
  { first: 4, last: 4 },
];

test.each([
  [0, 0],
  [3, 0],
  [4, 1],
  [5, null],
  [null, null],
])('release %s is in spot %s', (position, expected) => {
  expect(spotAt(spots, position)).toBe(expected);
});
