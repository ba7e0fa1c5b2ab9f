import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/build-graph.js';
import { readDocuments } from '../../src/graph/documents.js';
import { nodeMetadata } from '../../src/graph/metadata.js';
import { SCHEMES, type Graph } from '../../src/graph/model.js';
import { throttled } from '../../src/graph/policy.js';
import { documentOf } from '../graph/document.js';
import { drawnEdges } from '../graph/draw.js';
import { naiveEdgesOf, naiveHides, naiveNodes, type NaiveNode } from '../graph/naive.js';

const INDEX = read(join(import.meta.dirname, '../../graph-data/streams/stable/releases.json'));
const HISTORY = join(import.meta.dirname, 'updates-history');
const FILES = readdirSync(HISTORY)
  .filter((file) => file.endsWith('.json'))
  .sort();
const SCOPES = ['x86_64', 'aarch64'].flatMap((basearch) => SCHEMES.map((scheme) => ({ basearch, scheme })));
const HOURS = [0, 12, 72];
const WARINESSES = [0, 0.25, 0.7, 1];

describe('the history of stable, replayed', () => {
  test('is all there, and long enough for agents to be held back in it', () => {
    const held = FILES.filter((file) => {
      const nodes = naiveNodes(INDEX, read(join(HISTORY, file)), { basearch: 'x86_64', oci: false });
      return nodes.some((node) => naiveHides(node, 0.7, secondOf(file) + 12 * 3600));
    });
    expect(FILES.length).toBe(193);
    expect(held.length).toBeGreaterThan(100);
  });

  test.each(FILES)('%s makes the graphs that the reference server makes', (file) => {
    const updates = read(join(HISTORY, file));
    const { releases } = readDocuments(documentOf('releases.json', INDEX), documentOf(file, updates));
    for (const { basearch, scheme } of SCOPES) {
      const graph = buildGraph(releases, basearch, scheme);
      const nodes = naiveNodes(INDEX, updates, { basearch, oci: scheme === 'oci' });
      expect(drawnNodes(graph)).toEqual(nodes);
      for (const at of HOURS.map((hours) => secondOf(file) + hours * 3600)) {
        for (const wariness of WARINESSES) {
          const expected = drawnEdges(naiveAnswer(nodes, wariness, at));
          expect(drawnEdges(throttled(graph, wariness, at).edges), `${basearch} ${wariness} ${at}`).toBe(
            expected,
          );
        }
      }
    }
  });
});

function drawnNodes(graph: Graph): readonly NaiveNode[] {
  return graph.nodes.map((node) => ({
    version: node.version,
    metadata: nodeMetadata(node),
    payload: node.payload,
  }));
}

function naiveAnswer(nodes: readonly NaiveNode[], wariness: number, at: number) {
  const hidden = nodes.map((node) => naiveHides(node, wariness, at));
  return naiveEdgesOf(nodes).filter(([, to]) => !hidden[to]);
}

function secondOf(file: string): number {
  return Number(file.replace('.json', ''));
}

function read(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
