import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/build-graph.js';
import { explain, type Explanation } from '../../src/graph/explain.js';
import { nodeMetadata } from '../../src/graph/metadata.js';
import type { Graph, Release, Rollout } from '../../src/graph/model.js';
import { aliasesInScope } from '../../src/graph/payload-aliases.js';
import { targetsOf, throttled } from '../../src/graph/policy.js';
import { agentDecides, type WireGraph } from './agent.js';
import { aliasedStreams } from './aliased-streams.js';
import { graphs, seconds, warinesses } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';

const CHECKSUM = { basearch: 'x86_64', scheme: 'checksum' } as const;

function scopeOf(
  releases: readonly Release[],
  of: typeof CHECKSUM | { basearch: string; scheme: 'oci' } = CHECKSUM,
) {
  const graph = buildGraph(releases, of.basearch, of.scheme);
  return { graph, targets: targetsOf(graph), aliases: aliasesInScope(releases, { graph, ...of }) };
}

/** Verdict, `>` target, `?` what is held and until when (`-` never, `p` paused), and the path. */
function drawn({ verdict, target, held, path }: Explanation): string {
  return [
    verdict,
    ...(target ? [`>${target.version}`] : []),
    ...held.map(
      ({ node, eligibleAt, isPaused }) =>
        `?${node.version}:${isPaused ? 'p' : ''}${eligibleAt ?? (isPaused ? '' : '-')}`,
    ),
    `(${path.map(({ version }) => version).join(' ')})`,
  ].join(' ');
}

describe('an agent that runs', () => {
  test.each([
    ['the only release', '.', 'v0', 'up_to_date (v0)'],
    ['the newest release', '..r', 'v2', 'up_to_date (v2)'],
    ['the newest, which nobody may take', '.b.', 'v2', 'up_to_date (v2)'],
    ['what nobody knows', '..r', 'v9', 'unknown_payload ()'],
    ['an older release', '..r', 'v0', 'update_available >v2 (v0 v2)'],
    ['a release before two rollouts', '.rr', 'v0', 'update_available >v2 (v0 v2)'],
    ['a release before a barrier', '.b.r', 'v0', 'update_available >v1 (v0 v1 v3)'],
    ['a release before a rollout and a barrier', '.rbr', 'v0', 'update_available >v2 (v0 v2 v3)'],
    ['a barrier', '.b.r', 'v1', 'update_available >v3 (v1 v3)'],
    ['a deadend', '.d.r', 'v1', 'deadend (v1)'],
    ['a deadend that is the newest', '.d', 'v1', 'deadend (v1)'],
    ['a release before a barrier without a way out', '.tr', 'v0', 'update_available >v1 (v0 v1)'],
    ['a release behind which nothing is rolled out', '.r..', 'v1', 'no_path (v1)'],
    ['a release behind which nothing is, where rollouts are before it', '.r..', 'v2', 'no_path (v2)'],
    ['a release before a rollout that stands still before it', '.3', 'v0', 'rollout_paused ?v1:p (v0 v1)'],
    ['a release before a rollout that stands still behind it', '.6', 'v0', 'update_available >v1 (v0 v1)'],
    ['a release before an older one that is open', '.r3', 'v0', 'update_available >v1 ?v2:p (v0 v2)'],
    ['a release before two that stand still', '.34', 'v0', 'rollout_paused ?v1:p ?v2:p (v0 v2)'],
    ['a release before an empty rollout', '.0', 'v0', 'rollout_paused ?v1:p (v0 v1)'],
  ])('%s: %s', (_, drawing, version, expected) => {
    const question = { payload: null, version, wariness: 0.5, at: 1_000_000 };
    expect(drawn(explain(scopeOf(streamDrawn(drawing)), question))).toBe(expected);
  });

  test.each<[string, readonly (Rollout | null)[], number, number, string]>([
    ['waits for the start', [rolloutOf(1000, 0.5, 60)], 0.4, 0, 'held_back ?v1:1000 (v0 v1)'],
    [
      'is let in before the start where it is not wary at all',
      [rolloutOf(1000, 0, 60)],
      0,
      0,
      'update_available >v1 (v0 v1)',
    ],
    ['waits for its place', [rolloutOf(0, 0, 60)], 0.5, 10, 'held_back ?v1:1800 (v0 v1)'],
    [
      'waits for its place, to the second',
      [rolloutOf(0, 0, 2880)],
      0.6533234000651716,
      0,
      'held_back ?v1:112895 (v0 v1)',
    ],
    ['waits for the end', [rolloutOf(0, 0, 48)], 1, 0, 'held_back ?v1:2880 (v0 v1)'],
    // 49 minutes are one of the lengths at whose end the throttle is 0.9999999999999999.
    ['waits a second longer than algebra says', [rolloutOf(0, 0, 49)], 1, 0, 'held_back ?v1:2941 (v0 v1)'],
    ['never comes', [rolloutOf(1000, 0.3, null)], 0.5, 0, 'held_back ?v1:- (v0 v1)'],
    [
      'is told of one that stands still',
      [rolloutOf(1000, 0.3, null)],
      0.5,
      1000,
      'rollout_paused ?v1:p (v0 v1)',
    ],
    [
      'waits for the one that goes on',
      [rolloutOf(0, 0, 60), rolloutOf(0, 0.3, null)],
      0.5,
      0,
      'held_back ?v1:1800 ?v2:p (v0 v2)',
    ],
    [
      'waits for both',
      [rolloutOf(0, 0, 60), rolloutOf(60, 0, 10)],
      0.5,
      0,
      'held_back ?v1:1800 ?v2:360 (v0 v2)',
    ],
    [
      'takes the one that is open',
      [FINISHED, rolloutOf(0, 0, 60)],
      0.5,
      0,
      'update_available >v1 ?v2:1800 (v0 v2)',
    ],
  ])('before a rollout, %s', (...[, rollouts, wariness, at, expected]) => {
    const releases = [null, ...rollouts].map((rollout, i) => ({ ...releaseOf(`v${i}`, i), rollout }));
    expect(drawn(explain(scopeOf(releases), { payload: null, version: 'v0', wariness, at }))).toBe(expected);
  });

  test('a paused rollout has no time for it, even where the pause begins later', () => {
    const pause = { reason: 'r', publicReason: null, reviewAt: null, plan: rolloutOf(0, 0, 60) };
    const releases = [
      releaseOf('v0', 0),
      { ...releaseOf('v1', 1), rollout: { ...rolloutOf(500, 0.4, null), pause } },
    ];
    const at = (time: number) =>
      explain(scopeOf(releases), { payload: null, version: 'v0', wariness: 0.3, at: time });
    expect([0, 499, 500].map((time) => drawn(at(time)))).toEqual([
      'rollout_paused ?v1:p (v0 v1)',
      'rollout_paused ?v1:p (v0 v1)',
      'update_available >v1 (v0 v1)',
    ]);
  });

  test('a way over thousands of barriers is found', () => {
    const scope = scopeOf(streamDrawn('b'.repeat(20_000)));
    expect(explain(scope, { payload: null, version: 'v0', wariness: 1, at: 0 }).path).toHaveLength(20_000);
  });
});

test.each([
  ['.', null],
  ['.r', 'v1'],
  ['.r5', 'v1'],
  ['.rD', 'v1'],
  ['.rb.', 'v2'],
  ['d..', null],
])('of %s a node can be installed anew from %s', (drawing, sound) => {
  const said = explain(scopeOf(streamDrawn(drawing)), {
    payload: null,
    version: 'v0',
    wariness: 0.5,
    at: 1_000_000,
  });
  expect(said.sound?.version ?? null).toBe(sound);
});

/** What goes over the wire to such an agent. */
function wireOf(graph: Graph, wariness: number, at: number): WireGraph {
  const { nodes, edges } = throttled(graph, wariness, at);
  return {
    nodes: nodes.map((node) => ({
      version: node.version,
      metadata: nodeMetadata(node),
      payload: node.payload,
    })),
    edges,
  };
}

describe('explanations and graphs never disagree', () => {
  test('about what the agent does', () => {
    const scopes = fc.constantFrom(CHECKSUM, { basearch: 'x86_64', scheme: 'oci' } as const);
    fc.assert(
      fc.property(
        aliasedStreams,
        scopes,
        fc.nat(),
        warinesses,
        seconds,
        (releases, of, pick, wariness, at) => {
          const scope = scopeOf(releases, of);
          const known = releases
            .flatMap(({ payloads, aliases }) => [...payloads, ...aliases])
            .map((one) => one.payload);
          const payload = [...known, 'unknown'][pick % (known.length + 1)]!;
          const said = explain(scope, { payload, version: null, wariness, at });
          const wire = wireOf(scope.graph, wariness, at);
          const aliased = releases.find(({ aliases }) =>
            aliases.some(
              (one) => one.basearch === of.basearch && one.scheme === of.scheme && one.payload === payload,
            ),
          );
          const nodes = wire.nodes.map((node) =>
            node.version === aliased?.version ? { ...node, payload } : node,
          );
          const { itself, target } = agentDecides({ ...wire, nodes }, payload);
          expect(said.node?.version).toBe(itself === null ? undefined : nodes[itself]?.version);
          expect(said.node?.payload).toBe(itself === null ? undefined : payload);
          expect(said.target?.version).toBe(target === null ? undefined : nodes[target]?.version);
          expect(said.verdict === 'unknown_payload').toBe(itself === null);
          expect(said.verdict === 'update_available').toBe(target !== null);
          if (itself !== null && target === null) expectReason(said, itself, scope.graph);
        },
      ),
      { numRuns: 2000 },
    );
  });

  function expectReason({ verdict, held, node }: Explanation, itself: number, graph: Graph): void {
    const isNewest = itself === graph.nodes.length - 1;
    const isLeftOut = graph.edges.some(([from]) => from === itself);
    if (node?.deadend) return expect(verdict).toBe('deadend');
    if (!isLeftOut) return expect(verdict).toBe(isNewest ? 'up_to_date' : 'no_path');
    expect(verdict).toBe(held.some(({ isPaused }) => !isPaused) ? 'held_back' : 'rollout_paused');
  }

  test('about the second at which it is let in', () => {
    fc.assert(
      fc.property(graphs, fc.nat({ max: 9 }), warinesses, seconds, (graph, pick, wariness, at) => {
        const aliases = aliasesInScope([], { graph, ...CHECKSUM });
        const payload = graph.nodes[pick]?.payload ?? '';
        const said = explain({ graph, targets: [], aliases }, { payload, version: null, wariness, at });
        const leadsAt = (time: number, to: string) =>
          wireOf(graph, wariness, time).edges.some(
            ([from, target]) => from === pick && graph.nodes[target]?.version === to,
          );
        for (const { node, eligibleAt, isPaused } of said.held) {
          expect(leadsAt(at, node.version)).toBe(false);
          if (eligibleAt === null) expect(leadsAt(1e9, node.version)).toBe(false);
          if (eligibleAt === null) continue;
          expect(isPaused).toBe(false);
          expect([eligibleAt - 1, eligibleAt].map((time) => leadsAt(time, node.version))).toEqual([
            false,
            true,
          ]);
          expect(eligibleAt).toBeGreaterThan(at);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('about the way, which is the shortest one to the newest that can be reached', () => {
    fc.assert(
      fc.property(graphs, fc.nat({ max: 9 }), (graph, pick) => {
        const node = graph.nodes[pick];
        if (!node) return;
        const aliases = aliasesInScope([], { graph, ...CHECKSUM });
        const { path } = explain(
          { graph, targets: [], aliases },
          { payload: node.payload, version: null, wariness: 1, at: 0 },
        );
        const hops = hopsFrom(graph, pick);
        const last = Math.max(...hops.keys());
        expect(path.at(-1)).toBe(graph.nodes[last]?.payload === node.payload ? path[0] : graph.nodes[last]);
        expect(path).toHaveLength(1 + hops.get(last)!);
        path.slice(1).forEach((next, i) => {
          const positions = [path[i]!, next].map(({ version }) =>
            graph.nodes.findIndex((one) => one.version === version),
          );
          expect(graph.edges).toContainEqual(positions);
        });
      }),
      { numRuns: 1000 },
    );
  });

  /** Position -> the least hops to it. */
  function hopsFrom({ edges }: Graph, start: number): ReadonlyMap<number, number> {
    const hops = new Map([[start, 0]]);
    for (const position of hops.keys()) {
      const next = edges.filter(([from]) => from === position).map(([, to]) => to);
      for (const to of next) if (!hops.has(to)) hops.set(to, hops.get(position)! + 1);
    }
    return hops;
  }
});

test('a payload that is listed twice is the first node, as agents take it', () => {
  const twice = { ...releaseOf('v2', 2), payloads: releaseOf('v0', 0).payloads };
  const scope = scopeOf([releaseOf('v0', 0), { ...releaseOf('v1', 1), rollout: FINISHED }, twice]);
  const question = { payload: twice.payloads[0]!.payload, version: 'v2', wariness: 1, at: 0 };
  expect(drawn(explain(scope, question))).toBe('update_available >v1 (v0 v1)');
});
