import { describe, expect, test } from 'vitest';
import { filterIn, filterText, queryOf } from '../../../../src/adapters/console/history/audit-filter.js';
import { numberIn } from '../../../../src/adapters/console/history/revision-number.js';
import { localInputOf } from '../../../../src/adapters/console/parts/local-input.js';

const NOTHING = { stream: '', actor: '', since: '', until: '' };
const NONE = { stream: null, actor: null, since: null, until: null };
const AT = '2026-11-22T00:00:00Z';

describe('the filters of the audit', () => {
  test.each([
    ['', {}],
    ['view=audit&revision=3', {}],
    ['stream=s&actor=&until=x', { stream: 's', until: 'x' }],
    ['actor=%3Dci&since=2026-11-22T00:00:00Z', { actor: '=ci', since: AT }],
  ])('in the address "%s"', (query, filter) => {
    expect(filterIn(new URLSearchParams(query))).toEqual(filter);
  });

  test.each([
    [NOTHING, NONE],
    [
      { ...NOTHING, stream: ' s ', actor: 'a b' },
      { ...NONE, stream: 's', actor: 'a b' },
    ],
    [
      { ...NOTHING, since: localInputOf(Date.parse(AT) / 1000) },
      { ...NONE, since: AT },
    ],
    [{ ...NOTHING, since: 'soon', until: ' ' }, NONE],
  ])('typed as %j', (typed, query) => {
    expect(queryOf(typed)).toEqual(query);
  });

  test('have one text, in whatever order they came', () => {
    expect(filterText({ actor: 'a', stream: 's' })).toBe(filterText({ stream: 's', actor: 'a' }));
    expect(filterText({ actor: 's' })).not.toBe(filterText({ stream: 's' }));
  });
});

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
    expect(numberIn(text)).toBe(number);
  });
});
