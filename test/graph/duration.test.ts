import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationText, parseDuration } from '../../src/graph/duration.js';

describe('a duration', () => {
  test.each([
    ['1m', 1],
    ['90m', 90],
    ['48h', 2880],
    ['2d', 2880],
    ['048h', 2880],
    ['3650d', 5_256_000],
    ['5256000m', 5_256_000],
  ])('%s is %d minutes', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes);
  });

  test.each([
    ...['', '48', '1200', '0m', '0h', '-1h', '+1h', '1.5h', '1e2h', ' 48h', '48h ', '48 h', '48H', '48hours'],
    ...['h', '1s', '1w', 'P2D', '1h30m', '3651d', '99999999m', '٤h', '48h\n'],
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test.each([
    [1, '1m'],
    [90, '90m'],
    [60, '1h'],
    [2160, '36h'],
    [2880, '2d'],
  ])('of %d minutes is written %s', (minutes, text) => {
    expect(durationText(minutes)).toBe(text);
  });

  test('that was written is read again as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_256_000 }), (minutes) => {
        expect(parseDuration(durationText(minutes))).toBe(minutes);
      }),
    );
  });
});
