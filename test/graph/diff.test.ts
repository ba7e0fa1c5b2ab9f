import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph, scopesOf } from '../../src/graph/build-graph.js';
import { diffOf, type Cause, type ScopeDiff } from '../../src/graph/diff.js';
import type { Graph, Release } from '../../src/graph/model.js';
import { drawings, streams } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';

const NOTHING = {
  nodesAdded: [],
  nodesRemoved: [],
  nodesChanged: [],
  edgesAdded: [],
  edgesRemoved: [],
  stranded: [],
};
const X86 = { basearch: 'x86_64', scheme: 'checksum' } as const;

/** What differs in the one scope of two drawings, in short: `+v2 -v1 ~v0 +0>2 -0>1`. */
function drawn(before: string, after: string): string {
  const [diff] = diffOf(streamDrawn(before), streamDrawn(after), 'operations');
  const edge = ([from, to]: readonly [string, string]) => `${from.slice(1)}>${to.slice(1)}`;
  return [
    ...(diff?.nodesAdded ?? []).map((version) => `+${version}`),
    ...(diff?.nodesRemoved ?? []).map((version) => `-${version}`),
    ...(diff?.nodesChanged ?? []).map((version) => `~${version}`),
    ...(diff?.edgesAdded ?? []).map((one) => `+${edge(one)}`),
    ...(diff?.edgesRemoved ?? []).map((one) => `-${edge(one)}`),
  ].join(' ');
}

describe('the difference of two graphs', () => {
  test.each([
    ['nothing', '.b.r', '.b.r', ''],
    ['a release', '.r', '.r.', '+v2'],
    ['a release that everybody may take', '.r', '.rr', '+v2 +0>2 +1>2'],
    ['a release that is gone', '.rr', '.r', '-v2 -0>2 -1>2'],
    ['a barrier', '...r', '.b.r', '~v1 +0>1 -0>3'],
    ['a deadend', '.rr', '.Dr', '~v1 -1>2'],
    ['a rollout that has come further', '.3', '.7', '~v1'],
    ['a rollout that is withdrawn', '.r', '..', '~v1 -0>1'],
  ])('is %s', (...[, before, after, expected]) => {
    expect(drawn(before, after)).toBe(expected);
  });

  test('is told for each scope that differs, and for no other', () => {
    const arm = { basearch: 'aarch64', scheme: 'oci', payload: 'a@sha256:0' } as const;
    const before = streamDrawn('..').map((one) => ({ ...one, payloads: [arm, ...one.payloads] }));
    const after = before.with(1, { ...before[1]!, rollout: { ...FINISHED, basearches: ['aarch64'] } });
    expect(diffOf(before, after, 'operations')).toEqual([
      { ...NOTHING, basearch: 'aarch64', scheme: 'oci', nodesChanged: ['v1'], edgesAdded: [['v0', 'v1']] },
    ]);
  });

  test('is none in what agents do not see', () => {
    const [before] = [streamDrawn('.3')];
    const plan = rolloutOf(null, 0, 60);
    const stopped = { reason: 'a', publicReason: null, reviewAt: 0, plan };
    const after = before.with(1, {
      ...before[1]!,
      aliases: [{ ...before[1]!.payloads[0]!, payload: 'alias', reason: 'b' }],
      rollout: { ...before[1]!.rollout!, pause: stopped, basearches: ['x86_64'] },
    });
    expect(diffOf(before, after, 'operations')).toEqual([]);
  });

  test('names releases that are another age or payload', () => {
    const before = streamDrawn('..');
    const other = { ...before[1]!, payloads: releaseOf('', 9).payloads };
    expect(diffOf(before, [releaseOf('new', 8), before[0]!, other], 'import')).toEqual([
      { ...NOTHING, ...X86, nodesAdded: ['new'], nodesChanged: ['v0', 'v1'] },
    ]);
  });
});

describe('stranded', () => {
  const stranded = (before: readonly Release[], after: readonly Release[], cause: Cause) =>
    diffOf(before, after, cause)
      .flatMap((one) => one.stranded)
      .join(' ');

  test.each<[string, string, string, Cause, string]>([
    ['a barrier is taken away that was the only way', '..b', '...', 'operations', 'v0 v1'],
    ['a barrier is taken away, and there is another way', '..br', '...r', 'operations', ''],
    ['documents take a barrier away', '..b', '...', 'import', 'v0 v1'],
    ['a restore takes a rollout away', '..r', '...', 'restore', 'v0 v1'],
    ['the only rollout is withdrawn', '..r', '...', 'operations', ''],
    ['documents withdraw the only rollout', '..r', '...', 'import', ''],
    ['a rollout is withdrawn, and a barrier taken away', '..Br', '....', 'operations', 'v0 v1'],
    ['a version is declared a deadend', '..r', '.dr', 'operations', ''],
    ['a release is published', '..', '..r', 'operations', ''],
    ['what had no way out has none', '...', '.b.', 'operations', ''],
  ])('when %s: %s to %s by %s', (...[, before, after, cause, expected]) => {
    expect(stranded(streamDrawn(before), streamDrawn(after), cause)).toBe(expected);
  });

  test('are those whose only way out is retired', () => {
    const before = streamDrawn('..r');
    const after = before.with(2, { ...before[2]!, rollout: null, retired: 'broken' });
    expect(stranded(before, after, 'operations')).toBe('v0 v1');
  });

  test('are those that an import left without what they went to', () => {
    expect(stranded(streamDrawn('..r'), streamDrawn('..'), 'import')).toBe('v0 v1');
  });

  test('is nobody when a rollout is limited to some basearches', () => {
    const before = streamDrawn('..r');
    const limited = before.with(2, { ...before[2]!, rollout: { ...FINISHED, basearches: [] } });
    expect(stranded(before, limited, 'operations')).toBe('');
  });
});

describe('for every change', () => {
  const causes = fc.constantFrom<Cause>('operations', 'import', 'restore');
  const sortedEdges = ({ nodes, edges }: Graph) =>
    edges.map(([from, to]) => `${nodes[from]!.version} ${nodes[to]!.version}`).sort();

  /** The edges of a graph after a difference. */
  function applied(graph: Graph, diff: ScopeDiff | undefined): readonly string[] {
    const edges = new Set(sortedEdges(graph));
    for (const edge of diff?.edgesRemoved ?? []) expect(edges.delete(edge.join(' '))).toBe(true);
    for (const edge of diff?.edgesAdded ?? []) expect(edges.size).toBe(edges.add(edge.join(' ')).size - 1);
    return [...edges].sort();
  }

  function agrees(before: readonly Release[], after: readonly Release[], cause: Cause): void {
    const diffs = diffOf(before, after, cause);
    for (const { basearch, scheme } of scopesOf([...before, ...after])) {
      const diff = diffs.find((one) => one.basearch === basearch && one.scheme === scheme);
      const [old, next] = [buildGraph(before, basearch, scheme), buildGraph(after, basearch, scheme)];
      expect(applied(old, diff)).toEqual(sortedEdges(next));
      const kept = old.nodes.map(({ version }) => version).filter((one) => !diff?.nodesRemoved.includes(one));
      expect([...kept, ...(diff?.nodesAdded ?? [])].sort()).toEqual(
        next.nodes.map(({ version }) => version).sort(),
      );
    }
  }

  test('the difference put on the one graph gives the other', () => {
    fc.assert(fc.property(streams, streams, causes, agrees), { numRuns: 300 });
  });

  test('the difference put on the one drawing gives the other', () => {
    const draw = drawings.map(streamDrawn);
    fc.assert(fc.property(draw, draw, causes, agrees), { numRuns: 300 });
  });

  test('there is none from a stream to itself', () => {
    fc.assert(
      fc.property(streams, causes, (releases, cause) => {
        expect(diffOf(releases, structuredClone(releases), cause)).toEqual([]);
      }),
    );
  });

  test('the stranded had a way out and have none', () => {
    const draw = drawings.map(streamDrawn);
    fc.assert(
      fc.property(draw, draw, causes, (before, after, cause) => {
        const ways = (list: readonly Release[]) => {
          const { nodes, edges } = buildGraph(list, 'x86_64', 'checksum');
          return new Set(edges.map(([from]) => nodes[from]!.version));
        };
        for (const version of diffOf(before, after, cause)[0]?.stranded ?? [])
          expect([ways(before).has(version), ways(after).has(version)]).toEqual([true, false]);
      }),
      { numRuns: 300 },
    );
  });
});
