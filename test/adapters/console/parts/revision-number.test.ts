import { describe, expect, test } from 'vitest';
import { revisionIn } from '../../../../src/adapters/console/parts/revision-number.js';

describe('the number of a revision', () => {
  test.each([
    ['1', 1],
    [' 17 ', 17],
    ['999999999', 999_999_999],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['1e3', null],
    ['9999999999', null],
    ['', null],
    ['x', null],
    [null, null],
  ])('%s is %s', (text, number) => {
    expect(revisionIn(text)).toBe(number);
  });
});
