import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { walk, type Step } from '../../../../src/adapters/console/graph/walk.js';
import { drawings } from '../../../graph/arbitrary.js';
import { graphDrawn } from '../../../graph/draw.js';
import { combOf } from './comb-of.js';

const shape = { width: 900, tallest: 24, pilesAbove: Infinity, opened: new Set<number>() };

describe('the keys', () => {
  // Columns: 0 1 2 | 3 4 | 5 6 7 8
  const { spots } = combOf(graphDrawn('...b.b..r').nodes, shape);

  test.each<[Step, number, number]>([
    ['newer', 1, 2],
    ['newer', 2, 3],
    ['newer', 8, 8],
    ['older', 3, 2],
    ['older', 0, 0],
    ['right', 0, 3],
    ['right', 2, 4],
    ['right', 3, 5],
    ['right', 7, 7],
    ['left', 8, 4],
    ['left', 3, 0],
    ['left', 1, 1],
    ['first', 4, 0],
    ['last', 4, 8],
  ])('%s leads from %i to %i', (step, from, expected) => {
    expect(walk(spots, from, step)).toBe(expected);
  });

  test('lead to every release', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { spots: all } = combOf(graphDrawn(drawing).nodes, shape);
        let at = 0;
        const seen = all.map(() => {
          const here = at;
          at = walk(all, at, 'newer');
          return here;
        });
        expect(seen).toEqual(all.map((_, index) => index));
      }),
    );
  });
});
