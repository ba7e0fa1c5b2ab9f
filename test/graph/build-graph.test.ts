import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph, countAllEdges, scopesOf } from '../../src/graph/build-graph.js';
import { edgesOf } from '../../src/graph/edges.js';
import type { Release } from '../../src/graph/model.js';
import { streams } from './arbitrary.js';
import { drawnEdges, FINISHED, graphDrawn, releaseOf, streamDrawn } from './draw.js';

const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'arm' } as const;
const OCI = { basearch: 'x86_64', scheme: 'oci', payload: 'quay.io/x@sha256:0' } as const;

/** A stream for x86_64 of which only the given positions are built for aarch64, too. */
function streamWithArm(drawing: string, positions: readonly number[]): readonly Release[] {
  return streamDrawn(drawing).map((release, i) =>
    positions.includes(i) ? { ...release, payloads: [ARM, ...release.payloads] } : release,
  );
}

describe('the graph of a scope', () => {
  test('has a node as agents see it for each release', () => {
    const reason = { reason: 'why', basearches: null };
    const release = { ...releaseOf('v', 10), barrier: reason, rollout: FINISHED };
    expect(buildGraph([release], 'x86_64', 'checksum')).toEqual({
      nodes: [
        {
          version: 'v',
          payload: 'a'.padStart(64, '0'),
          scheme: 'checksum',
          ageIndex: 0,
          barrier: 'why',
          deadend: null,
          rollout: FINISHED,
        },
      ],
      edges: [],
    });
  });

  test('counts ages in the whole stream, edges in its own nodes', () => {
    const { nodes, edges } = buildGraph(streamWithArm('..b.r', [1, 2, 4]), 'aarch64', 'checksum');
    expect(nodes.map(({ version, ageIndex }) => `${version} ${ageIndex}`)).toEqual(['v1 1', 'v2 2', 'v4 4']);
    expect(drawnEdges(edges)).toBe('1>2 0>1');
  });

  test.each([
    ['a barrier', '..b.r', [0, 1, 3, 4], '0>3 1>3 2>3'],
    ['a rollout', '....r', [0, 1, 2, 3], ''],
    ['a deadend', '.d..r', [0, 2, 3, 4], '0>3 1>3 2>3'],
  ])('does not know %s of a release that it has no payload for', (...[, drawing, positions, expected]) => {
    expect(drawnEdges(buildGraph(streamWithArm(drawing, positions), 'aarch64', 'checksum').edges)).toBe(
      expected,
    );
  });

  test('keeps the schemes apart', () => {
    const releases = streamDrawn('..r').map((release, i) =>
      i > 0 ? { ...release, payloads: [OCI] } : release,
    );
    const payloads = (scheme: 'checksum' | 'oci') =>
      buildGraph(releases, 'x86_64', scheme).nodes.map(({ payload, scheme: own }) => [own, payload]);
    expect(payloads('oci')).toEqual([
      ['oci', OCI.payload],
      ['oci', OCI.payload],
    ]);
    expect(payloads('checksum')).toEqual([['checksum', '0'.repeat(64)]]);
  });

  test('is empty for a basearch that the stream does not know', () => {
    expect(buildGraph(streamDrawn('.b.r'), 'riscv64', 'checksum')).toEqual({ nodes: [], edges: [] });
  });

  test('says "generic" where a reason is empty', () => {
    const empty = { reason: '', basearches: null };
    const [node] = buildGraph(
      [{ ...releaseOf('v', 0), barrier: empty, deadend: empty }],
      'x86_64',
      'checksum',
    ).nodes;
    expect(node).toMatchObject({ barrier: 'generic', deadend: 'generic' });
  });
});

describe('a section that is limited to basearches', () => {
  const limitedTo = (basearches: readonly string[] | null) => ({
    ...releaseOf('v', 0),
    payloads: [ARM, ...releaseOf('v', 0).payloads],
    barrier: { reason: 'b', basearches },
    deadend: { reason: 'd', basearches },
    rollout: { ...FINISHED, basearches },
  });

  test.each([
    ['holds for all of them without a list', null, true, true],
    ['holds for those of the list', ['aarch64'], true, false],
    ['holds for none when the list is empty', [], false, false],
  ])('%s', (...[, basearches, isOnArm, isOnX86]) => {
    for (const [basearch, holds] of [
      ['aarch64', isOnArm],
      ['x86_64', isOnX86],
    ] as const) {
      const [node] = buildGraph([limitedTo(basearches)], basearch, 'checksum').nodes;
      const sections = [node?.barrier, node?.deadend, node?.rollout];
      expect(sections).toEqual(holds ? ['b', 'd', { ...FINISHED, basearches }] : [null, null, null]);
    }
  });

  test('bounds edges where it holds, and nowhere else', () => {
    const releases = streamWithArm('..b.r', [0, 1, 2, 3, 4]).map(({ barrier, ...release }) => ({
      ...release,
      barrier: barrier && { ...barrier, basearches: ['aarch64'] },
    }));
    const edges = (basearch: string) => drawnEdges(buildGraph(releases, basearch, 'checksum').edges);
    expect(edges('aarch64')).toBe('2>4 3>4 0>2 1>2');
    expect(edges('x86_64')).toBe('0>4 1>4 2>4 3>4');
  });
});

test('every node of every graph has its payload, its scheme and its age from the stream', () => {
  fc.assert(
    fc.property(streams, fc.constantFrom('x86_64', 'Z'), (releases, basearch) => {
      const { nodes, edges } = buildGraph(releases, basearch, 'oci');
      for (const { version, ageIndex, payload, scheme } of nodes) {
        const release = releases[ageIndex]!;
        expect(version).toBe(release.version);
        expect(release.payloads).toContainEqual({ basearch, scheme, payload });
      }
      const has = releases.filter((one) =>
        one.payloads.some((p) => p.basearch === basearch && p.scheme === 'oci'),
      );
      expect(nodes.map(({ version }) => version)).toEqual(has.map(({ version }) => version));
      expect(edges).toEqual(edgesOf(nodes));
    }),
  );
});

test('the drawing of a stream is the graph of x86_64', () => {
  expect(drawnEdges(graphDrawn('.b.r').edges)).toBe('1>3 2>3 0>1');
});

test('the scopes of a stream are those with a node, sorted', () => {
  const releases = [
    { ...releaseOf('v', 1), payloads: [OCI] },
    { ...releaseOf('w', 2), payloads: [ARM] },
  ];
  expect(scopesOf(releases)).toEqual([
    { basearch: 'aarch64', scheme: 'checksum' },
    { basearch: 'x86_64', scheme: 'oci' },
  ]);
  expect(scopesOf([{ ...releaseOf('v', 1), payloads: [] }])).toEqual([]);
});

test('the edges of all scopes are counted together', () => {
  expect(countAllEdges(streamWithArm('..b.r', [0, 2, 4]))).toBe(4 + 2);
});
