import { describe, expect, test } from 'vitest';
import {
  epochOfInput,
  localInputOf,
  utcOfInput,
} from '../../../../src/adapters/console/parts/local-input.js';

const NOW = 1_795_305_600;

describe('a moment in an input', () => {
  test.each([0, NOW, NOW + 60, NOW + 182 * 86_400])('%d comes back as it was put in', (epoch) => {
    expect(localInputOf(epoch)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(epochOfInput(localInputOf(epoch))).toBe(epoch);
  });

  test('goes to the API in UTC', () => {
    expect(utcOfInput(localInputOf(NOW))).toBe('2026-11-22T00:00:00Z');
  });

  test.each(['', ' ', 'soon', '2026-13-01T00:00'])('"%s" is none', (text) => {
    expect([epochOfInput(text), utcOfInput(text)]).toEqual([null, null]);
  });
});
