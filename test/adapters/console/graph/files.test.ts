import { describe, expect, test } from 'vitest';
import { filesOf } from '../../../../src/adapters/console/graph/files.js';
import { sightOf } from '../../../../src/adapters/console/graph/sight.js';
import type { Graph } from '../../../../src/graph/model.js';
import { graphDrawn } from '../../../graph/draw.js';
import { combOf } from './comb-of.js';

const shape = { width: 900, tallest: 24, pilesAbove: Infinity, opened: new Set<number>() };

function filesDrawn(graph: Graph, wariness = 0) {
  const viewer = { wariness, at: 1_795_305_600 };
  const sight = sightOf(graph, viewer);
  const comb = combOf(graph.nodes, shape);
  const files = filesOf({
    name: 'a/b <x86_64> checksum',
    graph,
    viewer,
    sight,
    comb,
    picked: null,
    revision: 7,
  });
  return new Map(files.map((file) => [file.name, { ...file, content: file.text() }]));
}

describe('a graph as files', () => {
  test('has names that every system takes', () => {
    const names = [...filesDrawn(graphDrawn('.r')).values()].map(({ fileName }) => fileName);
    expect(names).toEqual(['a-b-x86_64-checksum.svg', 'a-b-x86_64-checksum.dot', 'a-b-x86_64-checksum.mmd']);
  });

  test('says what it is of, and for whom', () => {
    const title = 'revision 7, wariness 0.5 at 2026-11-22T00:00:00Z';
    const files = filesDrawn(graphDrawn('.r'), 0.5);
    for (const { content } of files.values()) expect(content).toContain(title);
  });

  test('has the edges that are shown', () => {
    const files = (wariness: number) => filesDrawn(graphDrawn('.5'), wariness);
    expect(files(0.4).get('DOT')!.content).toContain('n0 -> n1;');
    expect(files(0.6).get('DOT')!.content).not.toContain('n0 -> n1;');
    expect(files(0.4).get('Mermaid')!.content).toContain('n0 --> n1');
    expect(files(0.6).get('SVG')!.content).toContain('rail held');
    expect(files(0.4).get('SVG')!.content).not.toContain('rail held');
  });

  test('has no picture before there is one', () => {
    const graph = graphDrawn('.r');
    const viewer = { wariness: 0, at: 0 };
    const files = filesOf({
      name: 'a',
      graph,
      viewer,
      sight: sightOf(graph, viewer),
      comb: null,
      picked: null,
      revision: null,
    });
    expect(files.map(({ name }) => name)).toEqual(['DOT', 'Mermaid']);
  });
});
