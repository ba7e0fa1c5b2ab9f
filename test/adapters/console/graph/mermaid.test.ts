import { describe, expect, test } from 'vitest';
import { mermaidOf } from '../../../../src/adapters/console/graph/mermaid.js';
import type { Graph } from '../../../../src/graph/model.js';
import { throttled } from '../../../../src/graph/policy.js';
import { graphDrawn } from '../../../graph/draw.js';

describe('a graph for Mermaid', () => {
  test('has the nodes with their marks, and the edges that are shown', () => {
    expect(mermaidOf(throttled(graphDrawn('.bd.r0'), 0.5, 0), 'stable x86_64')).toBe(`%% stable x86_64
flowchart LR
  n0["v0"]
  n1{{"v1"}}
  n2[/"v2"\\]
  n3["v3"]
  n4(["v4"])
  n5(["v5"])
  n1 --> n4
  n3 --> n4
  n0 --> n1
`);
  });

  test.each([
    ['a quote', 'a"] --> b', 'a#34;#93; --#62; b'],
    ['a code of its own', '#quot;', '#35;quot#59;'],
    ['a tag', '<img>', '#60;img#62;'],
    ['Markdown', '`**a**`', '#96;#42;#42;a#42;#42;#96;'],
    ['a line break', 'a\nb', 'a#65533;b'],
    ['Chinese', '测试 1.0', '测试 1.0'],
  ])('is not broken by %s in a version', (_, version, expected) => {
    expect(mermaidOf(named(version), '')).toContain(`  n0["${expected}"]\n`);
  });

  test('has a title that directs nothing', () => {
    expect(mermaidOf(named('a'), '{init: {}}%%\nx').split('\n')[0]).toBe('%% init: %%\ufffdx');
  });
});

function named(version: string): Graph {
  const { nodes, edges } = graphDrawn('.');
  return { nodes: nodes.map((node) => ({ ...node, version })), edges };
}
