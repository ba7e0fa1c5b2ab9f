import fc from 'fast-check';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Compressor } from '../../../../src/adapters/http/agent/compressor.js';
import type { PreparedAnswer } from '../../../../src/adapters/http/agent/prepared-answer.js';
import { NoOutlet } from '../../../../src/adapters/http/agent/outlet.js';
import { PreparedScope } from '../../../../src/adapters/http/agent/prepared-scope.js';
import { Traffic } from '../../../../src/adapters/http/agent/traffic.js';
import { buildGraph } from '../../../../src/graph/build-graph.js';
import { SCHEMES, type Release, type Scheme } from '../../../../src/graph/model.js';
import { aliasesInScope } from '../../../../src/graph/payload-aliases.js';
import { atOnce } from '../../../../src/graph/steps.js';
import { MemoryLog } from '../../../application/fakes.js';
import { agentDecides, type WireGraph } from '../../../graph/agent.js';
import { aliasedStreams, digestOf } from '../../../graph/aliased-streams.js';
import { seconds, warinesses } from '../../../graph/arbitrary.js';
import { streamDrawn } from '../../../graph/draw.js';

interface Served {
  readonly scope: PreparedScope;
  readonly compressor: Compressor;
}

function served(releases: readonly Release[], scheme: Scheme): Served {
  const graph = buildGraph(releases, 'x86_64', scheme);
  const aliases = aliasesInScope(releases, { graph, basearch: 'x86_64', scheme });
  const compressor = new Compressor(new MemoryLog());
  const traffic = new Traffic().scope('s', 'x86_64', scheme);
  return {
    scope: atOnce(
      PreparedScope.steps(
        { id: 1, graph, aliases, revision: 1, compressor, outlet: new NoOutlet(), traffic },
        0,
      ),
    ),
    compressor,
  };
}

/** For many of them: only the identity forms are looked at. */
function uncompressed(releases: readonly Release[], scheme: Scheme): PreparedScope {
  const { scope } = served(releases, scheme);
  scope.discard();
  return scope;
}

function read(answer: PreparedAnswer): WireGraph {
  return JSON.parse(String(answer.identity.bytes));
}

/** All that agents of x86_64 may say they run, each with the version it is; of images, from this repository. */
function sendable(releases: readonly Release[], scheme: Scheme, repository: string) {
  return releases.flatMap(({ version, payloads, aliases }) => {
    const isHere = (one: { basearch: string; scheme: Scheme }) =>
      one.basearch === 'x86_64' && one.scheme === scheme;
    const own = payloads.find(isHere)?.payload ?? null;
    const others = aliases.filter(isHere).map(({ payload }) => payload);
    const elsewhere = (payload: string) => payload.replace(/^.*@/, `${repository}@`);
    const sent =
      scheme === 'oci' ? [...others, ...others.map(elsewhere), ...[own ?? []].flat().map(elsewhere)] : others;
    return sent.map((payload) => ({ version, own, payload }));
  });
}

const repositories = fc.constantFrom('mirror.example:5000/os', 'mirror.example/a/b:stable', 'x');

describe.each(SCHEMES)('for every stream in scheme %s, every second and wariness', (scheme) => {
  const asked = fc.tuple(aliasedStreams, repositories, seconds, warinesses);

  test('an answer to an alias is the usual one but for its node, which carries it and is no target', () => {
    fc.assert(
      fc.property(asked, ([releases, repository, at, wariness]) => {
        const scope = uncompressed(releases, scheme);
        for (const { version, own, payload } of sendable(releases, scheme, repository)) {
          const usual = scope.answer(wariness, at);
          const answer = scope.answer(wariness, at, payload);
          if (own === null) {
            expect(answer).toBe(usual);
            continue;
          }
          const { nodes, edges } = read(usual);
          const position = nodes.findIndex((node) => node.version === version);
          expect(String(answer.identity.bytes)).toBe(
            JSON.stringify({
              nodes: nodes.map((node) => (node.version === version ? { ...node, payload } : node)),
              edges: edges.filter(([, to]) => to !== position),
            }),
          );
        }
      }),
    );
  });

  test('an agent with an alias finds itself, and goes where one with the own payload of its release goes', () => {
    fc.assert(
      fc.property(asked, ([releases, repository, at, wariness]) => {
        const scope = uncompressed(releases, scheme);
        for (const { version, own, payload } of sendable(releases, scheme, repository)) {
          if (own === null) continue;
          const graph = read(scope.answer(wariness, at, payload));
          const { itself, target } = agentDecides(graph, payload);
          expect(graph.nodes[itself!]?.version).toBe(version);
          expect(agentDecides(read(scope.answer(wariness, at, own)), own)).toEqual({ itself, target });
          const targets = graph.edges.map(([, to]) => to);
          expect(targets).not.toContain(itself);
          const owns = new Set(releases.flatMap(({ payloads }) => payloads.map((one) => one.payload)));
          expect(targets.filter((to) => !owns.has(graph.nodes[to]!.payload))).toEqual([]);
        }
      }),
    );
  });

  test('whoever sends the own payload of a release gets the answer of all', () => {
    fc.assert(
      fc.property(asked, ([releases, , at, wariness]) => {
        const scope = uncompressed(releases, scheme);
        const all = scope.answer(wariness, at);
        for (const { payload } of releases.flatMap(({ payloads }) => payloads)) {
          if (!payload.includes('@') || scheme === 'oci') {
            expect(scope.answer(wariness, at, payload)).toBe(all);
          }
        }
      }),
    );
  });
});

describe('an answer to an alias', () => {
  const reference = (i: number, repository = 'quay.io/os') => `${repository}@${digestOf(i)}`;
  const releases = streamDrawn('.5r').map((release, i) => ({
    ...release,
    payloads: [{ basearch: 'x86_64', scheme: 'oci', payload: reference(i) }] as const,
    aliases: [{ basearch: 'x86_64', scheme: 'oci', payload: reference(100 + i), reason: 'labels' }] as const,
  }));

  test('is made anew for everybody, and is identity always', async () => {
    const { scope, compressor } = served(releases, 'oci');
    const answer = scope.answer(0, 0, reference(101));
    await expect.poll(() => compressor.idle, { timeout: 20_000 }).toBe(true);
    expect([answer.form('gzip'), answer.form('br')]).toEqual([answer.identity, answer.identity]);
    const again = scope.answer(0, 0, reference(101));
    expect(again).not.toBe(answer);
    expect(again.identity).toEqual(answer.identity);
  });

  test('has a validator of its own: for each spelling, and each variant', () => {
    const { scope } = served(releases, 'oci');
    const spellings = [
      reference(0),
      reference(101),
      reference(1, 'x'),
      reference(101, 'x'),
      reference(0, 'x'),
    ];
    const tags = [0, 1].flatMap((wariness) =>
      spellings.map((payload) => scope.answer(wariness, 0, payload).identity.etag),
    );
    // Nobody but the second release sees what is hidden of it: to that one both variants are the same.
    expect(new Set(tags).size).toBe(2 + 1 + 1 + 1 + 2);
  });

  test('leaves no trace, nor does a payload that nobody knows: 10,000 of each', async () => {
    const { scope, compressor } = served(releases, 'oci');
    await expect.poll(() => compressor.idle, { timeout: 20_000 }).toBe(true);
    const usual = scope.answer(1, 0);
    const others = Array.from({ length: 10_000 }, (_, i) => scope.answer(1, 0, reference(1_000 + i)));
    expect(new Set(others)).toEqual(new Set([usual]));

    const made = Array.from({ length: 10_000 }, (_, i) => {
      return new WeakRef(scope.answer(1, 0, reference(100 + (i % 3), `mirror.example/${i}`)));
    });
    expect(made[0]?.deref()).not.toBe(usual);
    expect(compressor.idle).toBe(true);
    // What was looked at is held until the turn of the event loop is over.
    await setTimeout(0);
    collectGarbage();
    expect(made.filter((one) => one.deref() !== undefined)).toEqual([]);
    expect(scope.answer(1, 0)).toBe(usual);
  });
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
