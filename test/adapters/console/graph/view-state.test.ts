import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readState, writeState, type ViewState } from '../../../../src/adapters/console/graph/view-state.js';
import { SCHEMES } from '../../../../src/graph/model.js';
import { warinesses } from '../../../graph/arbitrary.js';

const NOTHING: ViewState = {
  basearch: null,
  scheme: null,
  version: null,
  at: null,
  wariness: 0,
  from: null,
  to: null,
};

const revisions = fc.option(fc.integer({ min: 1, max: 999_999_999 }));
const states: fc.Arbitrary<ViewState> = fc.record({
  basearch: fc.option(fc.constantFrom('x86_64', 'aarch64', 's390x')),
  scheme: fc.option(fc.constantFrom(...SCHEMES)),
  version: fc.option(fc.string({ minLength: 1 })),
  at: fc.option(fc.integer({ min: 0, max: 4_000_000_000 })),
  // What is as good as 0 is not written.
  wariness: warinesses.map((wariness) => wariness + 0),
  from: revisions,
  to: revisions,
});

describe('what one looks at', () => {
  test('is in the address, whatever it is', () => {
    fc.assert(
      fc.property(states, (state) => {
        const written = Object.entries(writeState(state)).filter(([, value]) => value !== null);
        const query = new URLSearchParams(written.map(([key, value]) => [key, String(value)]));
        expect(readState(query)).toEqual(state);
      }),
    );
  });

  test('leaves the address empty where it goes without saying', () => {
    expect(Object.values(writeState(NOTHING)).filter((value) => value !== null)).toEqual([]);
  });

  test.each([
    ['at=yesterday', {}],
    ['at=2026-07-22T20:00:00%2B02:00', { at: 1_784_743_200 }],
    ['wariness=2', { wariness: 1 }],
    ['wariness=-1', { wariness: 0 }],
    ['wariness=much', {}],
    ['basearch=%20&scheme=rpm', {}],
    ['from=0&to=1.5', {}],
    ['from=12', { from: 12 }],
  ])('read from ?%s makes sense', (query, expected) => {
    expect(readState(new URLSearchParams(query))).toEqual({ ...NOTHING, ...expected });
  });
});
