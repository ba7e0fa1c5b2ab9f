import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeScaleOf } from '../../../../src/adapters/console/graph/time-scale.js';
import { buildGraph } from '../../../../src/graph/build-graph.js';
import type { Graph } from '../../../../src/graph/model.js';
import { graphs } from '../../../graph/arbitrary.js';
import { releaseOf, rolloutOf } from '../../../graph/draw.js';

const HOUR = 3600;

function rollingFrom(startEpoch: number, minutes: number): Graph {
  const release = { ...releaseOf('v1', 1), rollout: rolloutOf(startEpoch, 0, minutes) };
  return buildGraph([releaseOf('v0', 0), release], 'x86_64', 'checksum');
}

describe('a slider over time', () => {
  test('gives most of its room to what moves', () => {
    const { placeOf, breaks } = timeScaleOf(rollingFrom(1000 * HOUR, 600), { from: 0, to: 3000 * HOUR });
    expect(placeOf(1010 * HOUR) - placeOf(1000 * HOUR)).toBeCloseTo(1 / 1.8);
    expect(breaks).toHaveLength(2);
  });

  test('is even where nothing is too long', () => {
    const { placeOf, breaks } = timeScaleOf(rollingFrom(HOUR, 600), { from: 0, to: 12 * HOUR });
    expect(placeOf(6 * HOUR)).toBeCloseTo(0.5);
    expect(breaks).toEqual([]);
  });

  test('is even where nothing moves at all', () => {
    const { placeOf } = timeScaleOf({ nodes: [], edges: [] }, { from: 0, to: 12 * HOUR });
    expect(placeOf(3 * HOUR)).toBeCloseTo(0.25);
  });

  const spans = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: 2, max: 300 }));

  test('leads back to the minute that it came from', () => {
    fc.assert(
      fc.property(
        graphs,
        spans,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (graph, [start, length], part) => {
          const span = { from: start * 60, to: (start + length) * 60 };
          const { placeOf, timeAt } = timeScaleOf(graph, span);
          const minute = span.from + 60 * Math.round(part * length);
          expect(timeAt(placeOf(minute))).toBe(minute);
        },
      ),
    );
  });

  test('goes from 0 to 1 and never back', () => {
    fc.assert(
      fc.property(graphs, spans, (graph, [start, length]) => {
        const span = { from: start * 60, to: (start + length) * 60 };
        const { placeOf } = timeScaleOf(graph, span);
        const places = Array.from({ length: 30 }, (_, at) => placeOf(span.from + (at * length * 60) / 29));
        expect([placeOf(span.from - 99), placeOf(span.to + 99)]).toEqual([
          expect.closeTo(0),
          expect.closeTo(1),
        ]);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });
});
