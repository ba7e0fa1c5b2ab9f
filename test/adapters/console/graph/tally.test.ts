import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallyOf } from '../../../../src/adapters/console/graph/tally.js';

test('a tally counts what lies between two positions, wherever they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean()),
      fc.integer({ min: -3, max: 12 }),
      fc.integer({ min: -3, max: 12 }),
      (list, a, b) => {
        const counted = list.filter((one, at) => one && a <= at && at <= b).length;
        expect(tallyOf(list, (one) => one)(a, b)).toBe(counted);
      },
    ),
  );
});
