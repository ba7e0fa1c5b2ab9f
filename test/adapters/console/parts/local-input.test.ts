import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  epochOfInput,
  localInputOf,
  localInputOfTime,
  utcOfInput,
} from '../../../../src/adapters/console/parts/local-input.js';

afterEach(() => vi.unstubAllEnvs());

describe('a moment in an input', () => {
  test.each([
    ['UTC', '2026-07-22T17:21:35Z', '2026-07-22T17:21:35'],
    ['Asia/Shanghai', '2026-07-22T17:21:35Z', '2026-07-23T01:21:35'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30'],
    ['Europe/Berlin', '2026-01-01T00:00:00Z', '2026-01-01T01:00'],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', '2026-07-01T02:00'],
  ])('is in %s of %s: %s', (zone, at, typed) => {
    vi.stubEnv('TZ', zone);
    expect(localInputOfTime(at)).toBe(typed);
    expect(utcOfInput(typed)).toBe(at);
  });

  test('may have come with an offset', () => {
    vi.stubEnv('TZ', 'UTC');
    expect(localInputOfTime('2026-07-22T19:21:35+02:00')).toBe('2026-07-22T17:21:35');
  });

  test.each(['UTC', 'Europe/Berlin', 'America/St_Johns'])('comes out as it was put in: %s', (zone) => {
    vi.stubEnv('TZ', zone);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (epoch) => {
        // By what it says: where clocks are set back, an hour is there twice.
        expect(localInputOf(epochOfInput(localInputOf(epoch)) ?? -1)).toBe(localInputOf(epoch));
      }),
    );
  });

  test.each(['', ' ', 'soon', 'T', '2026-11-22', '2026-13-01T00:00'])('%j is none', (text) => {
    expect([epochOfInput(text), utcOfInput(text)]).toEqual([null, null]);
  });

  test.each(['', 'soon', '2026-13-01T00:00:00Z'])('%j is no time of the API', (text) => {
    expect(localInputOfTime(text)).toBe('');
  });
});
