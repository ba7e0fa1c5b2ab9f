import { describe, expect, test } from 'vitest';
import { combOf } from '../../../../src/adapters/console/graph/comb.js';
import { sightOf } from '../../../../src/adapters/console/graph/sight.js';
import { svgText } from '../../../../src/adapters/console/graph/svg-text.js';
import type { Graph } from '../../../../src/graph/model.js';
import { graphDrawn } from '../../../graph/draw.js';

const shape = { width: 900, tallest: 24, pilesAbove: 9, opened: new Set<number>() };

function svgDrawn(graph: Graph, title = ''): string {
  const viewer = { wariness: 0, at: 0 };
  return svgText({ comb: combOf(graph.nodes, shape), graph, sight: sightOf(graph, viewer), at: 0, title });
}

function renamed(drawing: string, version: string): Graph {
  const { nodes, edges } = graphDrawn(drawing);
  return { edges, nodes: nodes.map((node) => ({ ...node, version, barrier: node.barrier && version })) };
}

describe('the picture as a file', () => {
  test('has every release with its mark and every rail', () => {
    const svg = svgDrawn(graphDrawn('.bd.r5'));
    const kinds = [...svg.matchAll(/<g class="([\w ]+)"/g)].map(([, kind]) => kind);
    expect(kinds).toEqual(['plain', 'barrier', 'deadend', 'plain', 'rollout forall', 'rollout']);
    expect(svg).toContain('v5<tspan class="share" dx="6">50 %</tspan>');
    expect(svg.match(/class="tip/g)).toHaveLength(3);
  });

  test('has piles, too', () => {
    expect(svgDrawn(graphDrawn('.........b'))).toContain('v0 … 9');
  });

  test.each([
    ['a tag', '<script>x</script>', '&#60;script&#62;'],
    ['an entity', '&amp;', '&#38;amp;'],
    ['a quote', `"'`, '&#34;&#39;'],
    ['a control character', 'a\u0000b\u001b', 'a\ufffdb\ufffd'],
    ['half of a letter', 'a\ud800', 'a\ufffd'],
  ])('is not broken by %s', (_, version, expected) => {
    const svg = svgDrawn(renamed('.b', version), version);
    expect(svg).toContain(expected);
    expect(svg).not.toContain('<script>');

    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });
});
