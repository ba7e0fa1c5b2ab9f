import { expect, test } from 'vitest';
import { requestKey } from '../../../../src/adapters/console/api/request-key.js';

test('the key of a request is another one each time, and printable', () => {
  const keys = Array.from({ length: 100 }, requestKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
