import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, quantile, ratiosOf } from '../../bench/report/statistics.js';

describe('the median', () => {
  test.each([
    [[], NaN],
    [[3], 3],
    [[1, 2], 1.5],
    [[9, 1, 5], 5],
    [[10, 9, 1, 2], 5.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('leaves the values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  test.each([
    [0.5, 50],
    [0.99, 99],
    [0.999, 100],
    [1, 100],
    [0.001, 1],
  ])('%d of 1 to 100 is %d', (share, expected) => {
    expect(quantile(hundred, share)).toBe(expected);
  });

  test('of nothing is not a number', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  test('is not exceeded by its share of all values', () => {
    const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const sorted = Float64Array.from(all).sort();
        const limit = quantile(sorted, share);
        expect(sorted.filter((one) => one <= limit).length).toBeGreaterThanOrEqual(all.length * share);
      }),
    );
  });
});

test('a ratio is made within each round: what slows both sides of one changes nothing', () => {
  expect(ratiosOf([10, 100, 12], [5, 50, 4])).toEqual({ median: 2, least: 2, most: 3 });
});
