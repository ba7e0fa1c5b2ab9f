import { describe, expect, test } from 'vitest';
import { distanceOf, epochOf, lengthOf, utcOf } from '../../../../src/adapters/console/parts/moment.js';

const NOON = 1_795_348_800;

test('a moment is written as the API writes it, and read as it writes it', () => {
  expect(utcOf(NOON)).toBe('2026-11-22T12:00:00Z');
  expect(epochOf('2026-11-22T12:00:00Z')).toBe(NOON);
  expect(epochOf('2026-11-22T20:00:00+08:00')).toBe(NOON);
});

describe('how far a moment is', () => {
  test.each([
    [0, 'now', '现在'],
    [-4, 'now', '现在'],
    [5, 'in 5 seconds', '5秒钟后'],
    [-59, '59 seconds ago', '59秒钟前'],
    [-300, '5 minutes ago', '5分钟前'],
    [3 * 3600, 'in 3 hours', '3小时后'],
    [30 * 3600, 'in 30 hours', '30小时后'],
    [49 * 3600, 'in 2 days', '2天后'],
    [-40 * 86_400, '1 month ago', '1个月前'],
    [86_399, 'in 24 hours', '24小时后'],
  ])('%d seconds off: %s, %s', (seconds, english, chinese) => {
    expect(distanceOf(NOON + seconds, NOON, 'en')).toBe(english);
    expect(distanceOf(NOON + seconds, NOON, 'zh')).toBe(chinese);
  });
});

test.each([
  [0, '0 min', '0分钟'],
  [45, '45 min', '45分钟'],
  [90, '1 hr 30 min', '1小时 30分钟'],
  [2880, '2 days', '2天'],
  [2945, '2 days 1 hr', '2天 1小时'],
])('%d minutes are %s, %s', (minutes, english, chinese) => {
  expect([lengthOf(minutes, 'en'), lengthOf(minutes, 'zh')]).toEqual([english, chinese]);
});
