import { expect, test } from 'vitest';
import { SUGGESTED_LENGTHS } from '../../../../src/adapters/console/publish/suggestions.js';
import { parseDuration } from '../../../../src/graph/duration.js';

test.each(SUGGESTED_LENGTHS)('%s is a duration', (length) => {
  expect(parseDuration(length)).toBeGreaterThan(0);
});
