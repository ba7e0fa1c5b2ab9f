import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/build-graph.js';
import { readDocuments } from '../../src/graph/documents.js';
import { nodeMetadata } from '../../src/graph/metadata.js';
import { SCHEMES } from '../../src/graph/model.js';
import { throttled } from '../../src/graph/policy.js';
import { documentOf } from '../graph/document.js';
import { naiveEdgesOf, naiveNodes } from '../graph/naive.js';

const DATA = join(import.meta.dirname, '../../graph-data');
const INDEX = read(join(DATA, 'streams/stable/releases.json'));
const UPDATES = read(join(DATA, 'updates/stable.json'));
const { releases } = readDocuments(documentOf('releases.json', INDEX), documentOf('stable.json', UPDATES));
const AT = Date.UTC(2026, 10, 22) / 1000;

const SCOPES = ['x86_64', 'aarch64', 's390x', 'ppc64le'].flatMap((basearch) =>
  SCHEMES.map((scheme) => [basearch, scheme] as const),
);

describe('what the reference server answered for stable', () => {
  test.each(SCOPES)('is our graph of %s by %s', (basearch, scheme) => {
    const graph = throttled(buildGraph(releases, basearch, scheme), 0, AT);
    const nodes = graph.nodes.map((node) => ({
      version: node.version,
      metadata: nodeMetadata(node),
      payload: node.payload,
    }));
    expect({ nodes, edges: graph.edges }).toEqual(golden(basearch, scheme));
  });

  test.each(SCOPES)('is that of the naive implementation of the tests, too: %s by %s', (basearch, scheme) => {
    const nodes = naiveNodes(INDEX, UPDATES, { basearch, oci: scheme === 'oci' });
    expect({ nodes, edges: naiveEdgesOf(nodes) }).toEqual(golden(basearch, scheme));
  });
});

function golden(basearch: string, scheme: string) {
  return read(join(import.meta.dirname, `reference-graphs/stable-${basearch}-${scheme}.json`));
}

function read(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
