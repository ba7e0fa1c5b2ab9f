import { describe, expect, test } from 'vitest';
import { hitsOf, nextHit } from '../../../../src/adapters/console/graph/search.js';

const VERSIONS = ['44.20260510.3.1', '44.20260607.3.1', '24.03-LTS.20260612.0'];

describe('the search', () => {
  test.each([
    ['202606', [1, 2]],
    ['lts', [2]],
    ['  44.2026', [0, 1]],
    ['.3.1', [0, 1]],
    ['45', []],
    ['', []],
    ['   ', []],
  ])('finds %j where it stands', (text, hits) => {
    expect(hitsOf(VERSIONS, text)).toEqual(hits);
  });

  test.each([
    ['the newest first', null, -1, 9],
    ['then the one before', 9, -1, 4],
    ['back to the newest behind the oldest', 1, -1, 9],
    ['forward', 4, 1, 9],
    ['and round again', 9, 1, 1],
  ] as const)('leads to %s', (_, from, step, expected) => {
    expect(nextHit([1, 4, 9], from, step)).toBe(expected);
  });

  test('leads nowhere where nothing is found', () => {
    expect([nextHit([], null, 1), nextHit([], 3, -1)]).toEqual([null, null]);
  });
});
