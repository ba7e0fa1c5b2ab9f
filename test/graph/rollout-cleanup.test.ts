import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/build-graph.js';
import type { Release } from '../../src/graph/model.js';
import { paused } from '../../src/graph/rollout-actions.js';
import { withoutOldRollouts } from '../../src/graph/rollout-cleanup.js';
import { drawings } from './arbitrary.js';
import { FINISHED, rolloutOf, streamDrawn } from './draw.js';
import { drawnStream, NOW, pause } from './operate.js';

const clean = (releases: readonly Release[], set = '') => drawnStream(withoutOldRollouts(releases, NOW, set));

describe('old rollouts', () => {
  test.each([
    ['are withdrawn when a newer one is finished', '.rrr.', '...r.'],
    ['stay when none is finished', '.357', '.357'],
    ['stay on their way', '3r.r', '3..r'],
    ['stay when they are newer than the finished one', '.r3', '.r3'],
    ['leave a barrier as it was', '.B.r', '.b.r'],
    ['leave a deadend as it was', 'D.r', 'd.r'],
    ['stay when there is but one', 'r..', 'r..'],
    ['are none in an empty stream', '', ''],
  ])('%s: %s', (_, before, after) => {
    expect(clean(streamDrawn(before))).toBe(after);
  });

  test('stay that were set just now', () => {
    expect(clean(streamDrawn('rrr'), 'v1')).toBe('.rr');
  });

  test.each([
    [
      'stay while a throttled barrier lies between: it is the only way out until that is open',
      'r.3.r',
      2,
      'r.3.r',
    ],
    ['stay then, each of them', 'rr3.r', 2, 'rr3.r'],
    ['are withdrawn that the barrier does not stand before', '.3rr', 1, '.3.r'],
    ['are withdrawn where the barrier is open to everybody', 'r.r.r', 2, '....r'],
  ])('%s: %s', (_, before, position, after) => {
    const marked = streamDrawn(before).map((one, index) =>
      index === position ? { ...one, barrier: { reason: 'a barrier', basearches: null } } : one,
    );
    const plain = withoutOldRollouts(marked, NOW, '').map((one) => ({ ...one, barrier: null }));
    expect(drawnStream(plain)).toBe(after);
  });

  test('stay for a basearch that the barrier between is for, and are withdrawn for any other', () => {
    const between = (basearches: readonly string[]) =>
      streamDrawn('r3r').with(1, { ...streamDrawn('r3')[1]!, barrier: { reason: 'b', basearches } });
    expect([clean(between(['x86_64'])), clean(between(['aarch64']))]).toEqual(['rBr', '.Br']);
  });

  test('stay that operators have paused', () => {
    const stopped = paused(rolloutOf(NOW - 10, 0, 60), pause('v0'), NOW);
    const [first, ...rest] = streamDrawn('.r');
    expect(clean([{ ...first!, rollout: stopped }, ...rest])).toBe('pr');
  });

  describe('of a basearch', () => {
    const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'a' } as const;
    const both = streamDrawn('rr').map((one): Release => ({ ...one, payloads: [ARM, ...one.payloads] }));
    const limited = (position: number, basearches: readonly string[]) =>
      both.with(position, { ...both[position]!, rollout: { ...FINISHED, basearches } });

    test.each([
      ['both are served by the newer one', both, '.r'],
      ['the newer one is for one basearch only', limited(1, ['x86_64']), 'rr'],
      ['the older one is for one basearch, which the newer one has', limited(0, ['x86_64']), '.r'],
      ['the newer one has no payload for it', both.with(1, streamDrawn('rr')[1]!), 'rr'],
      ['the older one is for none', limited(0, []), 'rr'],
    ])('%s', (_, releases, expected) => {
      expect(clean(releases)).toBe(expected);
    });
  });

  test('are missed by no node: whoever had a way out still has one', () => {
    fc.assert(
      fc.property(drawings.map(streamDrawn), (releases) => {
        const ways = (list: readonly Release[]) =>
          [...new Set(buildGraph(list, 'x86_64', 'checksum').edges.map(([from]) => from))].sort();
        expect(ways(withoutOldRollouts(releases, NOW, ''))).toEqual(ways(releases));
      }),
      { numRuns: 500 },
    );
  });
});
