import { expect, test } from 'vitest';
import { affordable, mostOpenFiles } from '../../../../src/adapters/http/limits/open-files.js';

test.each([
  [5000, 1, null, 5000],
  [5000, 1, 20_000, 5000],
  [5000, 2, 20_000, 5000],
  [5000, 1, 1024, 512],
  [5000, 2, 1024, 128],
  [5000, 1, 100, 1],
])('of %i connections at each of %i ports, with %s files, %i can be had', (most, ports, files, expected) => {
  expect(affordable(most, ports, files)).toBe(expected);
});

test.runIf(process.platform === 'linux')('how many files may be open is what the kernel says', () => {
  expect(mostOpenFiles()).toBeGreaterThan(100);
});
