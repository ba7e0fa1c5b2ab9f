import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGraph, type WireGraph } from '../../../../src/adapters/console/graph/read-graph.js';
import { sightOf } from '../../../../src/adapters/console/graph/sight.js';
import { nodeMetadata } from '../../../../src/graph/metadata.js';
import type { Graph } from '../../../../src/graph/model.js';
import { throttled } from '../../../../src/graph/policy.js';
import { graphs, seconds, warinesses } from '../../../graph/arbitrary.js';

/** As the API writes it. */
function wireOf({ nodes, edges }: Graph): WireGraph & Pick<Graph, 'edges'> {
  const wire = nodes.map((node) => ({
    version: node.version,
    metadata: nodeMetadata(node),
    payload: node.payload,
  }));
  return JSON.parse(JSON.stringify({ nodes: wire, edges }));
}

const plain = (node: object) => JSON.parse(JSON.stringify(node));

describe('a graph that is read', () => {
  test('is the one that the API wrote', () => {
    const check = (graph: Graph) => {
      expect(plain(readGraph(wireOf(graph)))).toEqual(plain(graph));
    };
    fc.assert(fc.property(graphs, check));
  });

  test('is the one before throttling, whoever the answer was for', () => {
    fc.assert(
      fc.property(graphs, warinesses, seconds, (graph, wariness, at) => {
        const answer = wireOf(throttled(graph, wariness, at));
        expect(readGraph(answer).edges).toEqual(graph.edges);
      }),
    );
  });

  test('is seen by an agent as the API answers that agent', () => {
    fc.assert(
      fc.property(graphs, warinesses, seconds, (graph, wariness, at) => {
        const seen = sightOf(readGraph(wireOf(graph)), { wariness, at }).seen;
        expect(seen.edges).toEqual(throttled(graph, wariness, at).edges);
      }),
    );
  });

  test.each(['x86_64-checksum', 'x86_64-oci', 'aarch64-checksum', 's390x-checksum', 'ppc64le-oci'])(
    'has the edges that the reference server gives for stable %s',
    (scope) => {
      const file = new URL(`../../../golden/reference-graphs/stable-${scope}.json`, import.meta.url);
      const reference: Graph & WireGraph = JSON.parse(readFileSync(file, 'utf8'));
      expect(readGraph(reference).edges).toEqual(reference.edges);
    },
  );

  test('takes a mark that is not the word true for none, as agents do', () => {
    const [key, reason] = ['org.fedoraproject.coreos.updates.deadend', 'a reason'];
    const node = (mark: string) => ({
      version: 'v',
      payload: 'p',
      metadata: { [key]: mark, [`${key}_reason`]: reason },
    });
    const marks = readGraph({ nodes: [node('true'), node('yes')] }).nodes.map(({ deadend }) => deadend);
    expect(marks).toEqual([reason, null]);
  });
});
