import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/model.js';
import { throttled, withoutTargets } from '../../src/graph/policy.js';
import { throttleAt } from '../../src/graph/rollout.js';
import { rolloutTargets, variantFor, variantsAt } from '../../src/graph/variants.js';
import { graphs, seconds, warinesses } from './arbitrary.js';
import { drawnEdges, graphDrawn } from './draw.js';

/** `above: hidden`, from the most open to the most closed. */
function drawnVariants(graph: Graph, at: number): readonly string[] {
  return variantsAt(rolloutTargets(graph), at).map(({ above, hidden }) => `${above}: ${hidden.join(' ')}`);
}

describe('the variants of a graph', () => {
  test.each([
    ['one without rollouts', '.b.', ['-Infinity: ']],
    ['one when all rollouts are finished', '.r.r', ['-Infinity: ']],
    ['two while one runs', '..3', ['-Infinity: ', '0.3: 2']],
    ['three while two run, the slowest hidden first', '..73', ['-Infinity: ', '0.3: 3', '0.7: 3 2']],
    ['two while two stand at the same', '..55', ['-Infinity: ', '0.5: 2 3']],
    ['two while one runs and one is finished', '.r.5', ['-Infinity: ', '0.5: 3']],
    ['one for a rollout that no edge leads to', '3..', ['-Infinity: ']],
    ['two before a start: wariness 0 sees it', '.0', ['-Infinity: ', '0: 1']],
  ])('are %s: %s', (_, drawing, expected) => {
    expect(drawnVariants(graphDrawn(drawing), 0)).toEqual(expected);
  });

  test.each([
    [0, 0],
    [0.3, 0],
    [0.30000000000000004, 1],
    [0.7, 1],
    [0.71, 2],
    [1, 2],
  ])('for wariness %d: number %d of those of ..73', (wariness, expected) => {
    const graph = graphDrawn('..73');
    expect(variantFor(variantsAt(rolloutTargets(graph), 0), wariness)).toBe(expected);
  });
});

describe('the targets whose throttle can show', () => {
  test.each([
    ['those that an edge leads to', '.3.7', [1, 3]],
    ['not a barrier alone', '.b.7', [3]],
    ['not the first release', '3.7', [2]],
    ['not one that only a deadend comes before', 'd7', []],
  ])('are %s', (_, drawing, expected) => {
    expect(rolloutTargets(graphDrawn(drawing)).map(({ index }) => index)).toEqual(expected);
  });
});

describe('for every graph at every second', () => {
  /** Warinesses at the very throttles and beside them, too: there the variants meet. */
  const tested = (graph: Graph, at: number, drawn: number) =>
    graph.nodes
      .flatMap(({ rollout }) => (rollout ? [throttleAt(rollout, at)] : []))
      .flatMap((throttle) => [throttle, throttle + 1e-12, throttle - 1e-12])
      .concat([0, 1, drawn])
      .filter((wariness) => wariness >= 0 && wariness <= 1);

  test('the variant of a wariness hides exactly what the policy drops', () => {
    fc.assert(
      fc.property(graphs, seconds, warinesses, (graph, at, drawn) => {
        const variants = variantsAt(rolloutTargets(graph), at);
        for (const wariness of tested(graph, at, drawn)) {
          const variant = variants[variantFor(variants, wariness)]!;
          const seen = withoutTargets(graph, new Set(variant.hidden)).edges;
          expect(drawnEdges(seen)).toBe(drawnEdges(throttled(graph, wariness, at).edges));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('k running rollouts make at most k + 1 variants, no two of them alike', () => {
    fc.assert(
      fc.property(graphs, seconds, (graph, at) => {
        const running = graph.nodes.filter(({ rollout }) => rollout && throttleAt(rollout, at) < 1);
        const variants = variantsAt(rolloutTargets(graph), at);
        const answers = variants.map(({ hidden }) =>
          drawnEdges(withoutTargets(graph, new Set(hidden)).edges),
        );
        expect(variants.length).toBeLessThanOrEqual(running.length + 1);
        expect(new Set(answers).size).toBe(variants.length);
      }),
    );
  });

  test('there is a wariness for each variant', () => {
    fc.assert(
      fc.property(graphs, seconds, (graph, at) => {
        const variants = variantsAt(rolloutTargets(graph), at);
        const chosen = variants.map(({ above }, i) =>
          variantFor(variants, variants[i + 1]?.above ?? Math.max(above, 1)),
        );
        expect(chosen).toEqual(variants.map((_, i) => i));
      }),
    );
  });
});
