import { describe, expect, test } from 'vitest';
import { BARS, CHECK } from '../../../../src/adapters/console/graph/mark-shapes.js';
import { waysOf } from '../../../../src/adapters/console/graph/paths.js';
import { sightOf } from '../../../../src/adapters/console/graph/sight.js';
import { svgText } from '../../../../src/adapters/console/graph/svg-text.js';
import type { Graph } from '../../../../src/graph/model.js';
import { graphDrawn } from '../../../graph/draw.js';
import { combOf } from './comb-of.js';

const shape = { width: 900, tallest: 24, pilesAbove: 9, opened: new Set<number>() };

function svgDrawn(graph: Graph, title = '', pickedAt: number | null = null): string {
  const viewer = { wariness: 0, at: 0 };
  const picked = pickedAt === null ? null : { position: pickedAt, ways: waysOf(graph, pickedAt, viewer) };
  const comb = combOf(graph.nodes, shape);
  return svgText({ comb, graph, sight: sightOf(graph, viewer), at: 0, title, picked });
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
    expect(svg).toContain('v5<tspan class="share" dx="6">50 % ‖</tspan>');
    expect(svg.match(/class="tip/g)).toHaveLength(3);
  });

  test('says with a tick that a rollout is for everybody, and with two bars that it is paused', () => {
    expect(svgDrawn(graphDrawn('.r'))).toContain(`class="inside" d="${CHECK}"`);
    expect(svgDrawn(graphDrawn('.5'))).toContain(`class="bars" d="${BARS}"`);
    expect(svgDrawn(graphDrawn('.5'))).not.toContain(CHECK);
  });

  test('has the path of what is picked', () => {
    const svg = svgDrawn(graphDrawn('..b.r'), '', 0);
    expect(svg.match(/class="station/g)).toHaveLength(3);
    expect(svg).toMatch(/class="path" d="M/);
  });

  test('is of whole pixels', () => {
    expect(svgDrawn(graphDrawn('....b..r'))).toMatch(/ width="\d+" height="\d+" viewBox="0 -36 \d+ \d+"/);
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
