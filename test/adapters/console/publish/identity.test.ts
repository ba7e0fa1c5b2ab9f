import { expect, test } from 'vitest';
import { identityOf } from '../../../../src/adapters/console/publish/identity.js';

test('the same object is the same, and another one is another one, whatever is in it', () => {
  const [a, b] = [{ releases: [] }, { releases: [] }];
  expect(identityOf(a)).toBe(identityOf(a));
  expect(identityOf(a)).not.toBe(identityOf(b));
});
