import { afterEach, expect, test, vi } from 'vitest';
import { fromInput, toInput } from '../../../../src/adapters/console/explain/local-time.js';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['UTC', '2026-07-22T17:21:35Z', '2026-07-22T17:21:35'],
  ['Asia/Shanghai', '2026-07-22T17:21:35Z', '2026-07-23T01:21:35'],
  ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00'],
  ['Europe/Berlin', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00'],
  ['Europe/Berlin', '2026-07-01T00:00:00Z', '2026-07-01T02:00:00'],
])('in %s the moment %s is typed as %s', (zone, at, typed) => {
  vi.stubEnv('TZ', zone);
  expect(toInput(at)).toBe(typed);
  expect(fromInput(typed)).toBe(at);
});

test.each([[''], ['soon'], ['2026-13-01T00:00:00Z']])('%j is no moment', (text) => {
  expect(toInput(text)).toBe('');
  expect(fromInput(text)).toBe('');
});

test('a moment with an offset is the same moment', () => {
  vi.stubEnv('TZ', 'UTC');
  expect(toInput('2026-07-22T19:21:35+02:00')).toBe('2026-07-22T17:21:35');
});
