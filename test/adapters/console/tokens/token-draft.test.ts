import { describe, expect, test } from 'vitest';
import { ownIdOf } from '../../../../src/adapters/console/tokens/own-token.js';
import {
  faultsAt,
  FIRST_DRAFT,
  otherFaults,
  readDraft,
} from '../../../../src/adapters/console/tokens/token-draft.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const FAULTS = ['/name', '/streams/1', '/streams', '/streamsx', '/expires_at', '', '/other'].map((path) => ({
  ...{ path, code: 'c', message: `at ${path}` },
}));

describe('a token as it is typed', () => {
  test('sees all streams and never ends, until somebody says otherwise', () => {
    const body = { name: 'ci', role: 'viewer', streams: null, expires_at: null };
    expect(readDraft({ ...FIRST_DRAFT, name: ' ci ' }, NOW)).toEqual({ isGood: true, body });
  });

  test('is of the streams that are chosen, whatever was chosen before', () => {
    const some = { ...FIRST_DRAFT, isOfAll: false, streams: ['t', 's'] };
    expect(readDraft(some, NOW)).toMatchObject({ body: { streams: ['s', 't'] } });
    expect(readDraft({ ...some, isOfAll: true }, NOW)).toMatchObject({ body: { streams: null } });
    expect(readDraft({ ...some, streams: [] }, NOW)).toEqual({ isGood: false, why: 'chooseStream' });
  });

  test('ends when it is said to', () => {
    const expiry = { kind: 'days', days: '2', date: '' } as const;
    expect(readDraft({ ...FIRST_DRAFT, expiry }, NOW)).toMatchObject({
      body: { expires_at: '2026-11-24T00:00:00Z' },
    });
    const wrong = { ...expiry, days: 'two' };
    expect(readDraft({ ...FIRST_DRAFT, expiry: wrong }, NOW)).toEqual({ isGood: false, why: 'badDays' });
  });
});

describe('what the API refuses', () => {
  test.each([
    ['name', ['at /name']],
    ['streams', ['at /streams/1', 'at /streams']],
    ['expires_at', ['at /expires_at']],
    ['role', []],
  ])('stands at its field %s', (field, messages) => {
    expect(faultsAt(FAULTS, field)).toEqual(messages);
  });

  test('stands above the form where it is of no field', () => {
    expect(otherFaults(FAULTS).map(({ path }) => path)).toEqual(['/streamsx', '', '/other']);
  });
});

describe('the id of a token', () => {
  test.each([
    [`roost_${'0a'.repeat(8)}_${'b'.repeat(64)}`, '0a'.repeat(8)],
    [`roost_${'0a'.repeat(8)}_${'b'.repeat(63)}`, null],
    ['the-bootstrap-token-of-these-tests', null],
    ['', null],
    [null, null],
  ])('of %s is %s', (token, id) => {
    expect(ownIdOf(token)).toBe(id);
  });
});
