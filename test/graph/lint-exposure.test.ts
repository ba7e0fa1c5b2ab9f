import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposesMore, lintBlast, lintFall, shareOf } from '../../src/graph/lint-exposure.js';
import type { Barrier, Release, Rollout } from '../../src/graph/model.js';
import { graphs, rollouts, seconds } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { expectNoBlast } from './laws.js';
import { DAY, HOUR, LINK, NOW } from './operate.js';

const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'a' } as const;
const RUNNING = rolloutOf(NOW - DAY, 0, 2880);
const BARRIER: Barrier = { reason: LINK, basearches: null };
/** A release for x86_64 and aarch64. */
const rolling = (rollout: Rollout | null, barrier: Barrier | null = null): Release => ({
  ...releaseOf('v', 0),
  payloads: [ARM, ...releaseOf('v', 0).payloads],
  rollout,
  barrier,
});
const on = (rollout: Rollout, ...basearches: readonly string[]) => ({ ...rollout, basearches });

describe('the next hour exposes', () => {
  test.each<[string, Release | null, Release, number]>([
    ['nobody to 48 h that begin now, nearly', null, rolling(rolloutOf(NOW, 0, 2880)), 1 / 48],
    ['all to the wrong year', null, rolling(rolloutOf(NOW - 365 * DAY, 0, 2880)), 1],
    ['nobody to what comes after it', null, rolling(rolloutOf(NOW + HOUR + 1, 1, null)), 0],
    ['all to what comes in it', null, rolling(rolloutOf(NOW + 1800, 1, null)), 1],
    [
      'nobody to a finished rollout in its short form',
      rolling(rolloutOf(NOW - 9 * DAY, 0, 60)),
      rolling(FINISHED),
      0,
    ],
    ['the other half to an end', rolling(RUNNING), rolling(FINISHED), 0.5],
    ['nobody to a barrier by itself', rolling(null), rolling(null, BARRIER), 0],
    ['all to the rollout of a barrier', rolling(null, BARRIER), rolling(FINISHED, BARRIER), 1],
    ['the other basearch', rolling(on(FINISHED, 'x86_64')), rolling(FINISHED), 1],
    ['less than before', rolling(FINISHED), rolling(RUNNING), 0],
    [
      'most before the old one jumps',
      rolling(rolloutOf(NOW + 1801, 1, null)),
      rolling(rolloutOf(NOW, 0, 60)),
      0.5,
    ],
  ])('%s', (...[, before, after, expected]) => {
    expect(exposesMore({ before, after }, NOW)).toBeCloseTo(expected, 12);
  });

  test('at most as many as at any second of it', () => {
    fc.assert(
      fc.property(
        fc.option(rollouts),
        rollouts,
        seconds,
        fc.nat({ max: 3600 }),
        (before, after, at, later) => {
          const pair = { before: rolling(before), after: rolling(after) };
          const share = (release: Release) => shareOf(release, 'x86_64', at + later);
          expect(exposesMore(pair, at)).toBeGreaterThanOrEqual(
            share(pair.after) - share(pair.before) - 1e-12,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    [0.25, 0],
    [0.25 + 1e-15, 0],
    [0.2501, 1],
  ])('%d of the fleet, which is news or not', (more, count) => {
    const pair = { before: rolling(null), after: rolling(rolloutOf(null, more, null)) };
    const change = { before: [pair.before], after: [pair.after], at: NOW };
    expect(lintBlast(change, [pair])).toHaveLength(count);
  });
});

describe('what had been let in is held back', () => {
  test.each<[string, Release | null, Release, string[]]>([
    ['by a later start', rolling(RUNNING), rolling(rolloutOf(NOW, 0.1, 60)), ['from 50 % to 10 %']],
    ['by a limit', rolling(FINISHED), rolling(on(FINISHED, 'x86_64')), ['from 100 % to 0 %']],
    ['not by a pause', rolling(RUNNING), rolling(rolloutOf(NOW, 0.5, null)), []],
    ['not by another slope', rolling(RUNNING), rolling(rolloutOf(NOW, 0.5, 9)), []],
    ['not by a withdrawal, which is meant', rolling(RUNNING), rolling(null), []],
    ['not in a new release', null, rolling(RUNNING), []],
  ])('%s', (...[, before, after, expected]) => {
    const found = lintFall({ before, after }, NOW).map(({ message }) => message);
    expect(found).toEqual(expected.map((words) => expect.stringContaining(words)));
  });
});

describe('whoever is led further than before is exposed to what he is led to', () => {
  /** Each release whose rollout or barrier it is about, and by how much, now or within the hour. */
  const blasts = (before: readonly Release[], after: readonly Release[]) =>
    lintBlast({ before, after, at: NOW }, []).map(
      ({ spot, message }) => `${spot?.version} ${spot?.part} ${/exposes (\S+ %)/.exec(message)?.[1]}`,
    );
  const barred = (drawing: string, ...positions: readonly number[]) =>
    streamDrawn(drawing).map((one, index) =>
      positions.includes(index) ? { ...one, barrier: BARRIER } : one,
    );
  const timed = (drawing: string, ...rollouts: readonly (Rollout | null)[]) =>
    streamDrawn(drawing).map((one, index) => ({ ...one, rollout: rollouts[index] ?? one.rollout }));

  test.each<[string, readonly Release[], readonly Release[], string[]]>([
    ['a barrier without a rollout', streamDrawn('..'), streamDrawn('.b'), ['v1 barrier 100 %']],
    ['though a newer one rolls out', streamDrawn('..3'), streamDrawn('.b3'), ['v1 barrier 70 %']],
    ['but not who was led past it before', streamDrawn('..r'), streamDrawn('.br'), []],
    ['a barrier with a rollout that begins', streamDrawn('.'), barred('.0', 1), []],
    ['a rollout that is taken from a barrier', barred('.3', 1), streamDrawn('.b'), ['v1 barrier 70 %']],
    ['but not one that had let in all', streamDrawn('.B'), streamDrawn('.b'), []],
    ['nor one that is a quarter from it', barred('.8', 1), streamDrawn('.b'), []],
    ['a barrier that stays as it is', streamDrawn('.b'), streamDrawn('.b.'), []],
    ['what a throttled barrier stood before', barred('.3r', 1), streamDrawn('.3r'), ['v2 rollout 70 %']],
    ['a barrier that stood before it, retired', barred('.3r', 1), streamDrawn('..r'), ['v2 rollout 70 %']],
    ['but not what an open one stood before', streamDrawn('.br'), streamDrawn('..r'), []],
    ['but not nodes that were a deadend', streamDrawn('dr'), streamDrawn('.r'), []],
    ['nodes that nobody knew', streamDrawn('.').slice(0, 0), streamDrawn('.r'), []],
    [
      'a release that comes before another now',
      streamDrawn('.r3'),
      streamDrawn('.r3').toSpliced(1, 1).concat(streamDrawn('.r')[1]!),
      ['v1 rollout 100 %'],
    ],
    ['nobody who is let in to something else as far', timed('.rr'), timed('.rr', null, null, FINISHED), []],
    [
      'what opens in half an hour',
      timed('..', null, null),
      timed('..', null, rolloutOf(NOW + 1800, 1, null)),
      ['v1 rollout 100 %'],
    ],
    ['but not what opens in two', timed('..'), timed('..', null, rolloutOf(NOW + 2 * HOUR, 1, null)), []],
    [
      // At first 25 % more, at the end none; in between the one has not come up to the other yet.
      'most while two that were under way cross',
      timed('...', null, rolloutOf(null, 0.4, null), rolloutOf(NOW, 0, 60)),
      timed('...', null, rolloutOf(NOW, 0.65, 60), rolloutOf(NOW, 0, 60)),
      ['v1 rollout 37.9 %'],
    ],
  ])('%s', (...[, before, after, expected]) => {
    expect(blasts(before, after)).toEqual(expected);
  });

  test.each([
    ['for one basearch, though the other is as it was', 'aarch64', ['v1 rollout 100 %']],
    ['for none that it had been for', 'x86_64', []],
  ])('%s', (_, basearch, expected) => {
    const both = streamDrawn('.r').map((one) => ({ ...one, payloads: [ARM, ...one.payloads] }));
    const limited = both.map((one) => ({ ...one, rollout: one.rollout && on(one.rollout, 'x86_64') }));
    const next = both.map((one) => ({ ...one, rollout: one.rollout && on(one.rollout, 'x86_64', basearch) }));
    expect(blasts(limited, next)).toEqual(expected);
  });

  test('of two streams, however they differ, none leads on more than a quarter without a word', () => {
    const drawn = graphs.map(({ nodes }) =>
      nodes.map(({ version, barrier, deadend, rollout }, index) => ({
        ...releaseOf(version, index),
        barrier: barrier === null ? null : BARRIER,
        deadend: deadend === null ? null : BARRIER,
        rollout,
      })),
    );
    let calm = 0;
    fc.assert(
      fc.property(drawn, drawn, seconds, fc.boolean(), (before, other, at, isSwapped) => {
        const after = isSwapped ? before.toReversed() : other;
        if (lintBlast({ before, after, at }, []).length > 0) return;
        calm += 1;
        expectNoBlast(before, after, at);
      }),
      { numRuns: 2000 },
    );
    expect(calm).toBeGreaterThan(200);
  });

  test('a section is meant that is there, and a way out is told that there is', () => {
    const [open] = lintBlast({ before: streamDrawn('..'), after: streamDrawn('.b'), at: NOW }, []);
    expect(open?.message).toContain(
      'a barrier without a rollout is open to everybody; give it a rollout as well',
    );
    const [fast] = lintBlast({ before: streamDrawn('..'), after: streamDrawn('.r'), at: NOW }, []);
    expect(fast?.message).toContain('start lower or take longer');
  });
});
