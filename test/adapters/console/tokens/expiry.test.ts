import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localInputOf } from '../../../../src/adapters/console/parts/local-input.js';
import { epochOf } from '../../../../src/adapters/console/parts/moment.js';
import { expiryOf, FIRST_EXPIRY, MOST_DAYS } from '../../../../src/adapters/console/tokens/expiry.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z

describe('when a token ends', () => {
  test.each([
    ['never', '90', '', null],
    ['never', 'x', 'x', null],
    ['days', '1', '', '2026-11-23T00:00:00Z'],
    ['days', ' 30 ', '', '2026-12-22T00:00:00Z'],
    ['date', '', localInputOf(NOW + 3600), '2026-11-22T01:00:00Z'],
  ] as const)('%s "%s" "%s" is %s', (kind, days, date, at) => {
    expect(expiryOf({ kind, days, date }, NOW)).toEqual({ isGood: true, at });
  });

  test.each([
    ['days', '', '', 'badDays'],
    ['days', '0', '', 'badDays'],
    ['days', '-1', '', 'badDays'],
    ['days', '1.5', '', 'badDays'],
    ['days', '1e3', '', 'badDays'],
    ['days', String(MOST_DAYS + 1), '', 'badDays'],
    ['date', '90', '', 'badDate'],
    ['date', '90', '2026-02-30T99:00', 'badDate'],
    ['date', '90', localInputOf(NOW), 'badDate'],
    ['date', '90', localInputOf(NOW - 60), 'badDate'],
  ] as const)('%s "%s" "%s" is refused as %s', (kind, days, date, why) => {
    expect(expiryOf({ kind, days, date }, NOW)).toEqual({ isGood: false, why });
  });

  test('is never, until somebody says otherwise', () => {
    expect(expiryOf(FIRST_EXPIRY, NOW)).toEqual({ isGood: true, at: null });
  });

  test('is always to come, by any number of days that is taken', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_DAYS }), (days) => {
        const expiry = expiryOf({ kind: 'days', days: String(days), date: '' }, NOW);
        expect(expiry.isGood && epochOf(expiry.at ?? '') - NOW).toBe(days * 86_400);
      }),
    );
  });
});
