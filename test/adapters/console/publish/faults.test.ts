import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemIn } from '../../../../src/adapters/console/api/api-problem.js';
import { BLANK, newCard, type Draft } from '../../../../src/adapters/console/publish/draft.js';
import {
  besidesMissing,
  faultsByPlace,
  faultsOf,
  placeOf,
  placesOf,
} from '../../../../src/adapters/console/publish/faults.js';

const DRAFT: Draft = {
  cards: [{ ...newCard('publish_release', 1), parts: ['rollout'] }, newCard('set_barrier', 2)],
  reason: '',
};
const PLACES = placesOf(DRAFT, [2, 0]);
const fault = (path: string, code = 'invalid_x') => ({ path, code, message: `${code} at ${path}` });

describe('a finding', () => {
  test.each([
    ['at a field', '/operations/0/rollout/start', '/operations/0/rollout/start'],
    ['at a section', '/operations/0/rollout', '/operations/0/rollout'],
    ['at a payload', '/operations/0/payloads/1', '/operations/0/payloads/1'],
    ['at the field of a payload', '/operations/0/payloads/1/payload', '/operations/0/payloads/1/payload'],
    ['inside a field', '/operations/1/basearches/0', '/operations/1/basearches'],
    ['at a section that is not shown', '/operations/0/barrier/reason', '/operations/0'],
    ['at a payload that is not shown', '/operations/0/payloads/2/payload', '/operations/0/payloads'],
    ['at an operation', '/operations/1', '/operations/1'],
    ['at the reason of it all', '/reason', '/reason'],
    ['at an operation that is not shown', '/operations/12', ''],
    ['at no place', '', ''],
    ['at a name that only begins alike', '/operations/1/reasons', '/operations/1'],
  ])('%s stands at the innermost place that holds it', (_, path, place) => {
    expect(placeOf(path, PLACES)).toBe(place);
  });

  test('is never lost, and never there twice', () => {
    const paths = fc.array(fc.oneof(fc.constantFrom(...PLACES), fc.string()));
    fc.assert(
      fc.property(paths, (list) => {
        const faults = list.map((path, index) => ({
          ...fault(path, String(index)),
          severity: 'warning' as const,
        }));
        const sorted = [...faultsByPlace(faults, PLACES).values()].flat();
        expect(sorted).toHaveLength(faults.length);
        expect(new Set(sorted)).toEqual(new Set(faults));
      }),
    );
  });
});

test('every field of a draft is a place, and nothing else', () => {
  expect(placesOf(BLANK, [1])).toEqual([
    '/reason',
    ...['', '/version', '/metadata', '/payloads', '/payloads/0'].map((below) => `/operations/0${below}`),
    ...['basearch', 'scheme', 'payload'].map((name) => `/operations/0/payloads/0/${name}`),
  ]);
});

describe('what is said of a change', () => {
  const refusal = (...codes: readonly string[]) =>
    problemIn(
      422,
      JSON.stringify({ kind: 'invalid_body', detail: 'all', errors: codes.map((code) => fault('/a', code)) }),
    );

  test('is what it is refused for, as errors, and what was found in it', () => {
    const warning = { ...fault('/b'), severity: 'warning' as const };
    const preview = { findings: [warning], diff: [], exposure: [], toConfirm: [], isChange: true, at: 0 };
    expect(faultsOf({ problem: refusal('x'), preview })).toEqual([
      { ...fault('/a', 'x'), severity: 'error' },
      warning,
    ]);
    expect(faultsOf({ problem: null, preview: null })).toEqual([]);
  });

  test.each<readonly [codes: readonly string[], left: readonly string[] | null]>([
    [['missing_field', 'missing_reason'], null],
    [['missing_field', 'invalid_payload'], ['invalid_payload']],
    [['invalid_payload'], ['invalid_payload']],
    [[], []],
  ])('%j is a refusal besides what is still to be filled in: %j', (codes, left) => {
    const besides = besidesMissing(refusal(...codes));
    expect(besides && besides.refusal.errors.map(({ code }) => code)).toEqual(left);
  });

  test('of a refusal that is left says the first fault of it', () => {
    expect(besidesMissing(refusal('missing_field', 'x'))?.refusal.detail).toBe('x at /a');
    expect(besidesMissing(refusal('x'))?.refusal.detail).toBe('all');
    expect(besidesMissing(null)).toBeNull();
  });
});
