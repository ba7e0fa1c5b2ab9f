import { describe, expect, test } from 'vitest';
import { Compressor } from '../../../../src/adapters/http/agent/compressor.js';
import { NoOutlet } from '../../../../src/adapters/http/agent/outlet.js';
import { PreparedScope } from '../../../../src/adapters/http/agent/prepared-scope.js';
import { Traffic } from '../../../../src/adapters/http/agent/traffic.js';
import { buildGraph } from '../../../../src/graph/build-graph.js';
import type { Release } from '../../../../src/graph/model.js';
import { aliasesInScope } from '../../../../src/graph/payload-aliases.js';
import { atOnce } from '../../../../src/graph/steps.js';
import { MemoryLog } from '../../../application/fakes.js';
import { release } from '../../../application/releases.js';

const START = 1_000_000;

function prepared(
  releases: readonly Release[],
  at: number,
): { scope: PreparedScope; compressor: Compressor } {
  const compressor = new Compressor(new MemoryLog());
  const graph = buildGraph(releases, 'x86_64', 'checksum');
  const aliases = aliasesInScope(releases, { graph, basearch: 'x86_64', scheme: 'checksum' });
  const traffic = new Traffic().scope('s', 'x86_64', 'checksum');
  return {
    scope: atOnce(
      PreparedScope.steps(
        { id: 1, graph, aliases, revision: 1, compressor, outlet: new NoOutlet(), traffic },
        at,
      ),
    ),
    compressor,
  };
}

/** The first release, and one rollout of so many minutes for each number. */
function rollingOut(...minutes: readonly number[]): readonly Release[] {
  const rollouts = minutes.map((durationMinutes, i) =>
    release(String(i + 1), {
      rollout: { startEpoch: START, startFraction: 0, durationMinutes, basearches: null, pause: null },
    }),
  );
  return [release('0'), ...rollouts];
}

describe('the answers of a scope', () => {
  test('are the very same object for all who are to see the same', () => {
    const { scope } = prepared(rollingOut(60), START + 1800);
    const early = scope.answer(0.1, START + 1800);
    expect(scope.answer(0.5, START + 1800)).toBe(early);
    expect(scope.answer(0.500001, START + 1800)).not.toBe(early);
    expect(scope.answer(0.500001, START + 1802)).toBe(early);
    expect(scope.answer(0.9, START + 1802)).toBe(scope.answer(0.7, START + 1800));
  });

  test('have all their forms in time, the best one last', async () => {
    const { scope, compressor } = prepared(rollingOut(60, 120), START + 60);
    await expect.poll(() => compressor.idle).toBe(true);
    for (const wariness of [0, 0.01, 1]) {
      const answer = scope.answer(wariness, START + 60);
      expect(answer.form('gzip').etag).toMatch(/-gzip"$/);
      expect(answer.form('br').etag).toMatch(/-br11"$/);
    }
  });

  test('are identity until another form is made', () => {
    const { scope } = prepared(rollingOut(60), START);
    const answer = scope.answer(0, START);
    expect(answer.form('br')).toBe(answer.identity);
  });

  test('of a second to come are made before it comes', async () => {
    const { scope, compressor } = prepared(rollingOut(60), START - 3600);
    // Before the start everybody but wariness 0 is held back; nobody is at the end.
    atOnce(scope.aheadSteps(START + 3599, START + 3601));
    await expect.poll(() => compressor.idle).toBe(true);
    expect(scope.answer(1, START + 3601).form('gzip').etag).toMatch(/-gzip"$/);
  });

  test('that nobody will ask for again are let go', () => {
    const { scope } = prepared(rollingOut(60), START);
    const before = scope.answer(1, START);
    atOnce(scope.aheadSteps(START + 3601, START + 3631));
    const after = scope.answer(1, START);
    expect(after).not.toBe(before);
    expect(after.identity.etag).toBe(before.identity.etag);
  });

  test('are right even when there are more of them than are kept ready', () => {
    const minutes = Array.from({ length: 100 }, (_, i) => 60 + i);
    const { scope } = prepared(rollingOut(...minutes), START + 3000);
    const edges = (wariness: number) => {
      const { bytes } = scope.answer(wariness, START + 3000).identity;
      const body: { edges: unknown[] } = JSON.parse(String(bytes));
      return body.edges.length;
    };
    expect(edges(0)).toBe((101 * 100) / 2);
    expect(edges(1)).toBe(0);
  });
});
