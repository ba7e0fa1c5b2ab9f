import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../src/graph/explain.js';
import type { Graph } from '../../src/graph/model.js';
import { countNoPath } from '../../src/graph/no-path.js';
import { aliasesInScope } from '../../src/graph/payload-aliases.js';
import { targetsOf } from '../../src/graph/policy.js';
import { graphs, seconds, warinesses } from './arbitrary.js';
import { graphDrawn } from './draw.js';

describe('nodes without a path', () => {
  test.each([
    ['none of a graph without nodes', '', 0],
    ['none where there is one node only', '.', 0],
    ['all but the newest where nothing is rolled out', '...', 2],
    ['none where the newest is rolled out', '..r', 0],
    ['those behind the last rollout, without the newest', '.r...', 3],
    ['none that waits for a rollout', '..0', 0],
    ['no deadend', '.d.', 1],
    ['nobody before a barrier, but the barrier', '.b.', 1],
  ])('are %s: %s', (_, drawing, expected) => {
    expect(countNoPath(graphDrawn(drawing))).toBe(expected);
  });

  test('are those of whom explain says so', () => {
    fc.assert(
      fc.property(graphs, seconds, warinesses, (graph, at, wariness) => {
        expect(countNoPath(graph)).toBe(explained(graph, { at, wariness }));
      }),
    );
  });
});

function explained(graph: Graph, asked: { readonly at: number; readonly wariness: number }): number {
  const aliases = aliasesInScope([], { graph, basearch: 'x86_64', scheme: 'checksum' });
  const scope = { graph, targets: targetsOf(graph), aliases };
  const verdicts = graph.nodes.map(
    ({ version }) => explain(scope, { payload: null, version, ...asked }).verdict,
  );
  return verdicts.filter((verdict) => verdict === 'no_path').length;
}
