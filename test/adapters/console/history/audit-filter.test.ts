import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  filterIn,
  filterText,
  queryOf,
  typedOf,
} from '../../../../src/adapters/console/history/audit-filter.js';
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
    expect(queryOf(typed, {})).toEqual(query);
  });

  test('stay to the letter what they were in the address until somebody types', () => {
    const moments = fc
      .integer({ min: 0, max: 4_000_000_000_000 })
      .map((milliseconds) => new Date(milliseconds).toISOString());
    fc.assert(
      fc.property(moments, moments, (since, until) => {
        const filter = { stream: 's', since, until };
        expect(queryOf(typedOf(filter), filter)).toEqual({ actor: null, ...filter });
        expect(queryOf({ ...typedOf(filter), actor: 'a' }, filter)).toEqual({ ...filter, actor: 'a' });
      }),
    );
  });

  test.each([
    ['is typed anew', { since: '2026-11-22T00:00:09Z' }, localInputOf(Date.parse(AT) / 1000), AT],
    ['is emptied', { since: AT }, '', null],
    ['made no sense, and was not seen', { since: 'noon' }, '', null],
  ])('forget a time that %s', (_, before, since, expected) => {
    expect(queryOf({ ...NOTHING, since }, before).since).toBe(expected);
  });

  test('have one text, in whatever order they came', () => {
    expect(filterText({ actor: 'a', stream: 's' })).toBe(filterText({ stream: 's', actor: 'a' }));
    expect(filterText({ actor: 's' })).not.toBe(filterText({ stream: 's' }));
  });
});
