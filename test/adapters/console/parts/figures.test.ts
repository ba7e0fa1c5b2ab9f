import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percent } from '../../../../src/adapters/console/parts/figures.js';

test.each([
  [0, '0 %'],
  [0.00001, '0.1 %'],
  [0.125, '12.5 %'],
  [0.37, '37 %'],
  [0.3749, '37.5 %'],
  [0.99999, '99.9 %'],
  [1, '100 %'],
  [1.5, '100 %'],
])('%d of the fleet is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('nobody and everybody are said of nobody and everybody only', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      expect(percent(share) === '0 %').toBe(share === 0);
      expect(percent(share) === '100 %').toBe(share === 1);
      expect(Math.abs(Number.parseFloat(percent(share)) - share * 100)).toBeLessThanOrEqual(0.1);
    }),
  );
});
