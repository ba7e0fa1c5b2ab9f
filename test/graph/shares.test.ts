import { expect, test } from 'vitest';
import { shares } from '../../src/graph/shares.js';

test.each([
  [0, 0.65, '0 %', '65 %'],
  [0.125, 0.6533234000651716, '12 %', '65 %'],
  [0.29, 0.3, '29 %', '30 %'],
  [0.651, 0.6533, '65.1 %', '65.3 %'],
  [0.65, 0.6501, '65 %', '65.01 %'],
  [0, 0.000001, '0 %', '0.0001 %'],
  [0.999999, 1, '99 %', '100 %'],
  [0.5, 0.5000000001, '50 %', '50 %'],
])('%d against %d is %s against %s', (reached, place, ...expected) => {
  expect(shares(reached, place)).toEqual(expected);
});
