import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comb } from '../../../../src/adapters/console/graph/comb.js';
import { railsOf } from '../../../../src/adapters/console/graph/rails.js';
import { readGraph } from '../../../../src/adapters/console/graph/read-graph.js';
import { routesOf } from '../../../../src/adapters/console/graph/route.js';
import { drawings } from '../../../graph/arbitrary.js';
import { graphDrawn } from '../../../graph/draw.js';
import { combOf, type CombShape } from './comb-of.js';
import { isCovered, stretchesOf } from './stretches.js';

const WIDE: CombShape = { width: 1200, tallest: 24, pilesAbove: Infinity, opened: new Set() };

const shapes: fc.Arbitrary<CombShape> = fc.record({
  width: fc.integer({ min: 100, max: 900 }),
  tallest: fc.integer({ min: 1, max: 8 }),
  pilesAbove: fc.constantFrom(0, Infinity),
  opened: fc.constantFrom(new Set<number>(), new Set([0, 1])),
});

function holds(law: (drawing: string, comb: Comb) => void): void {
  fc.assert(
    fc.property(drawings, shapes, (drawing, shape) => {
      law(drawing, combOf(graphDrawn(drawing).nodes, shape));
    }),
  );
}

describe('a comb', () => {
  test('has each release in one spot, in order', () => {
    holds((drawing, { spots }) => {
      const all = spots.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at),
      );
      expect(all).toEqual([...drawing].map((_, at) => at));
    });
  });

  test('has no spot on another, and all of them in the picture', () => {
    holds((_, { spots, width, height }) => {
      spots.forEach((spot, at) => {
        expect(spot.x > 0 && spot.y > 0 && spot.end < width && spot.y < height).toBe(true);
        const overlaps = spots
          .slice(at + 1)
          .filter(({ x, y, end }) => Math.abs(y - spot.y) < 16 && x - 8 < spot.end && spot.x - 8 < end);
        expect(overlaps).toEqual([]);
      });
    });
  });

  test('has releases from old to new: down a column, and columns to the right, then below', () => {
    holds((_, { spots, columns }) => {
      spots.slice(1).forEach((spot, at) => {
        const before = spots[at]!;
        if (before.column === spot.column) expect(spot.y).toBeGreaterThan(before.y);
        else expect(spot.column).toBeGreaterThan(before.column);
      });
      columns.slice(1).forEach(({ x, y }, at) => {
        const before = columns[at]!;
        expect(y > before.bottom || (y === before.y && x >= before.x + before.width)).toBe(true);
      });
    });
  });

  test('has a barrier on top of its column, and everything up to the next barrier below it', () => {
    const { columns, spots } = combOf(graphDrawn('..b.b').nodes, WIDE);
    expect(columns.map(({ head }) => head)).toEqual([null, 2, 4]);
    expect(spots.map(({ column }) => column)).toEqual([0, 0, 1, 1, 2]);
    expect(spots[2]!.y).toBe(columns[1]!.y);
  });

  test('fits the width that it has, as far as a column does', () => {
    holds((_, { columns }) => {
      columns.forEach(({ x, width, y }) => {
        const band = columns.filter((other) => other.y === y);
        expect(band.length === 1 || x + width < 900 + 16).toBe(true);
      });
    });
  });

  test('shows a way out where an edge leads out, and a way in where one leads in', () => {
    fc.assert(
      fc.property(drawings, fc.integer({ min: 1, max: 8 }), (drawing, tallest) => {
        const { nodes, edges } = graphDrawn(drawing);
        const { spots } = combOf(nodes, { ...WIDE, tallest });
        const at = (has: (spot: Comb['spots'][number]) => boolean) =>
          spots.filter(has).map(({ first }) => first);
        const ends = (side: 0 | 1) => [...new Set(edges.map((edge) => edge[side]))].sort((a, b) => a - b);
        expect(at(({ departs }) => departs !== null)).toEqual(ends(0));
        expect(at(({ arrives }) => arrives !== null)).toEqual(ends(1));
      }),
    );
  });

  test('of a thousand releases is made before anybody notices', () => {
    const { nodes } = graphDrawn(`${'.'.repeat(60)}b`.repeat(18) + 'rr');
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now();
      railsOf(combOf(nodes, { ...WIDE, pilesAbove: Infinity }));
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

describe('the rails', () => {
  test('arrive at every target once, and nowhere else', () => {
    fc.assert(
      fc.property(drawings, fc.integer({ min: 1, max: 8 }), (drawing, tallest) => {
        const { nodes, edges } = graphDrawn(drawing);
        const comb = combOf(nodes, { ...WIDE, tallest });
        const tips = railsOf(comb).flatMap(({ tip }) => (tip ? [`${tip.x} ${tip.y}`] : []));
        const targets = [...new Set(edges.map(([, to]) => to))];
        const places = targets.map((to) => comb.spots[to]!.arrives!).map(({ x, y }) => `${x} ${y}`);
        expect(tips.sort()).toEqual(places.sort());
      }),
    );
  });

  test('carry every edge from its beginning to its end', () => {
    fc.assert(
      fc.property(drawings, shapes, (drawing, shape) => {
        const { nodes, edges } = graphDrawn(drawing);
        const comb = combOf(nodes, shape);
        const rails = railsOf(comb).flatMap(({ d }) => stretchesOf(d));
        for (const edge of edges) {
          const way = stretchesOf(routesOf(comb, [edge]));
          expect(way.filter((stretch) => !isCovered(stretch, rails))).toEqual([]);
        }
      }),
    );
  });

  test('say which targets a piece leads to: those of every edge that runs over it', () => {
    fc.assert(
      fc.property(drawings, shapes, (drawing, shape) => {
        const { nodes, edges } = graphDrawn(drawing);
        const comb = combOf(nodes, shape);
        for (const { first, last } of railsOf(comb)) {
          expect(edges.some(([, to]) => first <= to && to <= last)).toBe(true);
        }
      }),
    );
  });
});

describe('a route', () => {
  test('begins where its release has its way out, and ends where the target has its way in', () => {
    fc.assert(
      fc.property(drawings, shapes, (drawing, shape) => {
        const { nodes, edges } = graphDrawn(drawing);
        const comb = combOf(nodes, { ...shape, pilesAbove: Infinity });
        for (const [from, to] of edges) {
          const way = stretchesOf(routesOf(comb, [[from, to]]));
          const { x, y } = comb.spots[from]!.departs!;
          expect(way[0]?.[0]).toEqual({ x: expect.closeTo(x, 1), y: expect.closeTo(y, 1) });
          const end = comb.spots[to]!.arrives!;
          expect(way.at(-1)?.[1]).toEqual({ x: expect.closeTo(end.x, 1), y: expect.closeTo(end.y, 1) });
        }
      }),
    );
  });

  test('is drawn once for all releases of a pile, and not within it', () => {
    const { nodes, edges } = graphDrawn('...r..b');
    const comb = combOf(nodes, { ...WIDE, pilesAbove: 0 });
    expect(routesOf(comb, edges).split('M')).toHaveLength(2);
  });
});

test('real stable fits a screen: 179 releases in three bands', () => {
  const file = new URL('../../../golden/reference-graphs/stable-x86_64-checksum.json', import.meta.url);
  const { nodes } = readGraph(JSON.parse(readFileSync(file, 'utf8')));
  const { width, height, columns } = combOf(nodes, { ...WIDE, width: 1400 });
  expect(new Set(columns.map(({ y }) => y)).size).toBe(3);
  expect(width).toBeLessThanOrEqual(1400);
  expect(height).toBeLessThanOrEqual(1100);
});
