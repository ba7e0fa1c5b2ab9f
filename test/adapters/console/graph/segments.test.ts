import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentsOf, type Segment } from '../../../../src/adapters/console/graph/segments.js';
import { drawings } from '../../../graph/arbitrary.js';
import { graphDrawn } from '../../../graph/draw.js';

const NO_PILES = { pilesAbove: Infinity, opened: new Set<number>() };
const PILES = { pilesAbove: 0, opened: new Set<number>() };

/** `3: 4 5-9 10` is the segment under barrier 3; a pile has a dash. */
function drawn(segments: readonly Segment[]): string {
  const rows = ({ rows }: Segment) =>
    rows.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(' ');
  return segments.map((segment) => `${segment.head ?? ''}: ${rows(segment)}`.trim()).join(' | ');
}

describe('segments', () => {
  test.each([
    ['', ''],
    ['...', ': 0 1 2'],
    ['..b.r', ': 0 1 | 2: 3 4'],
    ['b..', '0: 1 2'],
    ['bb.t', '0: | 1: 2 | 3:'],
  ])('of %s are %s', (drawing, expected) => {
    expect(drawn(segmentsOf(graphDrawn(drawing).nodes, NO_PILES))).toBe(expected);
  });

  test('end at the next barrier, and the last one at the newest release', () => {
    const reaches = segmentsOf(graphDrawn('..b.b..').nodes, NO_PILES).map(({ reach }) => reach);
    expect(reaches).toEqual([2, 4, 6]);
  });

  test('have every release once, in order', () => {
    fc.assert(
      fc.property(drawings, fc.boolean(), (drawing, isPiled) => {
        const segments = segmentsOf(graphDrawn(drawing).nodes, isPiled ? PILES : NO_PILES);
        const all = segments.flatMap(({ head, rows }) => [
          ...(head === null ? [] : [head]),
          ...rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
        ]);
        expect(all).toEqual([...drawing].map((_, at) => at));
      }),
    );
  });
});

describe('piles', () => {
  test.each([
    ['are of whole segments, but not of the newest releases', '.....b....b..', ': 0-4 | 5: 6-9 | 10: 11 12'],
    ['are not made of few', '...b...', ': 0 1 2 | 3: 4 5 6'],
    ['leave the newest of a long last segment out', '.'.repeat(30), `: 0-5 ${numbers(6, 30)}`],
  ])('%s', (_, drawing, expected) => {
    expect(drawn(segmentsOf(graphDrawn(drawing).nodes, PILES))).toBe(expected);
  });

  test('are there only with many releases', () => {
    const { nodes } = graphDrawn('.....b.');
    expect(drawn(segmentsOf(nodes, { ...PILES, pilesAbove: 7 }))).toBe(': 0 1 2 3 4 | 5: 6');
    expect(drawn(segmentsOf(nodes, { ...PILES, pilesAbove: 6 }))).toBe(': 0-4 | 5: 6');
  });

  test('can be opened', () => {
    const { nodes } = graphDrawn('....b....b');
    expect(drawn(segmentsOf(nodes, { ...PILES, opened: new Set([1]) }))).toBe(': 0-3 | 4: 5 6 7 8 | 9:');
  });
});

function numbers(from: number, end: number): string {
  return Array.from({ length: end - from }, (_, at) => from + at).join(' ');
}
