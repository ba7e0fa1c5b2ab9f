import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { railsOf } from '../../../../src/adapters/console/graph/rails.js';
import { sightOf } from '../../../../src/adapters/console/graph/sight.js';
import { throttled } from '../../../../src/graph/policy.js';
import { isFinished } from '../../../../src/graph/rollout.js';
import { graphs, seconds, warinesses } from '../../../graph/arbitrary.js';
import { combOf } from './comb-of.js';

const shape = { width: 900, tallest: 4, pilesAbove: Infinity, opened: new Set<number>() };

describe('what an agent sees', () => {
  test('is what the server would answer it', () => {
    fc.assert(
      fc.property(graphs, warinesses, seconds, (graph, wariness, at) => {
        const { seen } = sightOf(graph, { wariness, at });
        expect(seen).toEqual(throttled(graph, wariness, at));
      }),
    );
  });

  test('has rails open that an edge runs over, and no others', () => {
    fc.assert(
      fc.property(graphs, warinesses, seconds, (graph, wariness, at) => {
        const { seen, isOpen } = sightOf(graph, { wariness, at });
        for (const rail of railsOf(combOf(graph.nodes, shape))) {
          const isUsed = seen.edges.some(([, to]) => rail.first <= to && to <= rail.last);
          expect(isOpen(rail)).toBe(isUsed);
        }
      }),
    );
  });

  test('has rails marked that lead to nothing but what is rolling out', () => {
    fc.assert(
      fc.property(graphs, warinesses, seconds, (graph, wariness, at) => {
        const { isRunning } = sightOf(graph, { wariness, at });
        for (const rail of railsOf(combOf(graph.nodes, shape))) {
          const targets = graph.nodes
            .slice(rail.first, rail.last + 1)
            .filter((one) => one.barrier ?? one.rollout);
          expect(isRunning(rail)).toBe(targets.every(({ rollout }) => rollout && !isFinished(rollout, at)));
        }
      }),
    );
  });
});
