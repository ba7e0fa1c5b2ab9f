import { expect, test } from 'vitest';
import { linkIn } from '../../../../src/adapters/console/parts/link-in.js';

test.each([
  ['https://github.com/coreos/fedora-coreos-tracker/issues/1890', true],
  [' HTTP://x.example/a ', true],
  ['see https://x.example/a', false],
  ['https://x.example/a and more', false],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['//x.example', false],
  ['https://', false],
  ['', false],
])('%j may be followed: %s', (reason, expected) => {
  expect(linkIn(reason) !== null).toBe(expected);
});
