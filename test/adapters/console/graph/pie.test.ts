import { expect, test } from 'vitest';
import { pie } from '../../../../src/adapters/console/graph/pie.js';

test.each([
  ['nothing', 0, ''],
  ['a quarter', 0.25, 'M0 0V-10A10 10 0 0 1 10 0Z'],
  ['half', 0.5, 'M0 0V-10A10 10 0 0 1 0 10Z'],
  ['three quarters, the long way round', 0.75, 'M0 0V-10A10 10 0 1 1 -10 0Z'],
  ['all of it', 1, 'M0 -10A10 10 0 1 1 -0.01 -10Z'],
])('a pie of %s', (_, share, d) => {
  expect(pie(share, 10).replaceAll('-0Z', '0Z')).toBe(d);
});
