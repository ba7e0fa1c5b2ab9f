import { describe, expect, test } from 'vitest';
import { dotOf } from '../../../../src/adapters/console/graph/dot.js';
import type { Graph } from '../../../../src/graph/model.js';
import { throttled } from '../../../../src/graph/policy.js';
import { graphDrawn } from '../../../graph/draw.js';

describe('a graph for Graphviz', () => {
  test('has the nodes with their marks, and the edges that are shown', () => {
    expect(dotOf(throttled(graphDrawn('.bd.r0'), 0.5, 0), 'stable x86_64')).toBe(`// stable x86_64
digraph {
  rankdir=LR;
  node [shape=box, style=rounded, fontname="monospace"];
  n0 [label="v0"];
  n1 [label="v1", shape=hexagon, tooltip="a barrier"];
  n2 [label="v2", shape=octagon, tooltip="a deadend"];
  n3 [label="v3"];
  n4 [label="v4", style="rounded,filled"];
  n5 [label="v5", style="rounded,filled"];
  n1 -> n4;
  n3 -> n4;
  n0 -> n1;
}
`);
  });

  test.each([
    ['a quote', 'a"];n9 [label="b', String.raw`label="a\"];n9 [label=\"b"`],
    ['a backslash before a quote', String.raw`a\"b`, String.raw`label="a\\\"b"`],
    ['a backslash at the end', 'a\\', String.raw`label="a\\"`],
    ['an escape of Graphviz', String.raw`\N\l`, String.raw`label="\\N\\l"`],
    ['what looks like HTML', '<b>a</b>', 'label="<b>a</b>"'],
    ['a line break', 'a\nb', 'label="a\ufffdb"'],
  ])('is not broken by %s in a version', (_, version, expected) => {
    expect(dotOf(named(version), '')).toContain(`n0 [${expected}];`);
  });

  test('has its title on one line', () => {
    expect(dotOf(named('a'), 'a\nn9;').split('\n')[0]).toBe('// a\ufffdn9;');
  });
});

function named(version: string): Graph {
  const { nodes, edges } = graphDrawn('.');
  return { nodes: nodes.map((node) => ({ ...node, version })), edges };
}
