import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandsOf } from '../../../../src/adapters/console/graph/bands.js';

const heights = (...all: readonly number[]) => all.map((height) => ({ width: 10, height }));

describe('columns in bands', () => {
  test.each([
    ['stand in one where there is room', heights(1, 2, 3), 30, [3]],
    ['are broken where there is none', heights(100, 100, 100), 20, [2, 1]],
    ['have the tall ones together', heights(9, 900, 900, 9), 20, [1, 2, 1]],
    ['have a band alone where one is too wide', [{ width: 99, height: 1 }, ...heights(1)], 20, [1, 1]],
    ['may be none', [], 20, []],
  ])('%s', (...[, columns, width, expected]) => {
    expect(bandsOf(columns, width)).toEqual(expected);
  });

  test('are all there, and none too wide', () => {
    const sizes = fc.record({ width: fc.nat(30), height: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(sizes), (columns) => {
        let rest = columns;
        for (const count of bandsOf(columns, 60)) {
          const band = rest.slice(0, count);
          rest = rest.slice(count);
          expect(count).toBeGreaterThan(0);
          expect(band.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(60);
        }
        expect(rest).toEqual([]);
      }),
    );
  });
});
