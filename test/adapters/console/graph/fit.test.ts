import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fittedComb } from '../../../../src/adapters/console/graph/fit.js';
import { readGraph } from '../../../../src/adapters/console/graph/read-graph.js';
import { wholeOf } from '../../../../src/adapters/console/graph/zoom.js';
import { graphDrawn } from '../../../graph/draw.js';

const DESK = { width: 1400, height: 620 };
const PHONE = { width: 360, height: 600 };
const NONE = new Set<number>();

const file = new URL('../../../golden/reference-graphs/stable-x86_64-checksum.json', import.meta.url);
const stable = readGraph(JSON.parse(readFileSync(file, 'utf8'))).nodes;

describe('a graph on a screen', () => {
  test('shows as a whole, large enough to be read: real stable', () => {
    const { scale } = wholeOf(fittedComb(stable, DESK, NONE), DESK);
    expect(scale).toBeGreaterThan(0.7);
  });

  test('shows as a whole where there is no barrier to break it at: 217 releases', () => {
    const { scale } = wholeOf(fittedComb(graphDrawn(`${'.'.repeat(215)}rr`).nodes, DESK, NONE), DESK);
    expect(scale).toBeGreaterThan(0.6);
  });

  test('is as wide as a phone, and goes down from there, two columns beside each other', () => {
    const { width, columns } = fittedComb(stable, PHONE, NONE);
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(Math.max(...columns.map(({ y }) => columns.filter((one) => one.y === y).length))).toBe(2);
  });

  test('has piles from more than three hundred releases on, which can be opened', () => {
    const piles = (length: number, opened: ReadonlySet<number>) =>
      fittedComb(graphDrawn(`${'.'.repeat(length - 3)}b.r`).nodes, DESK, opened).spots.filter(
        ({ first, last }) => first < last,
      ).length;
    expect([piles(300, NONE), piles(301, NONE), piles(301, new Set([0]))]).toEqual([0, 1, 0]);
  });

  test('may be empty', () => {
    expect(fittedComb([], DESK, NONE).spots).toEqual([]);
  });
});
