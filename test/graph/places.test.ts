import { expect, test } from 'vitest';
import { partKey } from '../../src/graph/places.js';

test('each part of each release has a key of its own, whatever the version is', () => {
  const keys = ['v', 'v 1', 'barrier v', ''].flatMap((version) =>
    (['version', 'payloads', 'barrier', 'deadend', 'rollout'] as const).map((part) => partKey(version, part)),
  );
  expect(new Set(keys).size).toBe(20);
});
