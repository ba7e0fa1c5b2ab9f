import { describe, expect, test } from 'vitest';
import { SECTIONS, type Release, type Rollout } from '../../src/graph/model.js';
import { originOf, putOver, refreshed, takenOver, uncover } from '../../src/graph/overlay.js';
import { paused, resumed } from '../../src/graph/rollout-actions.js';
import { rolloutState, throttleAt } from '../../src/graph/rollout.js';
import { problemOf } from './document.js';
import { FINISHED, rolloutOf, streamDrawn } from './draw.js';
import { DAY, drawnStream, HOUR, NOW, pause } from './operate.js';

const FOLLOWS = { follows: true };
const MANAGED = { follows: false };
const NOBODY = rolloutOf(null, 0, null);
const LOCAL = { reason: 'ours', basearches: null };

/** A release as a source has it, by its letter. */
const one = (letter: string) => streamDrawn(letter)[0]!;
/** A release that a source has brought. */
const brought = (letter: string) => refreshed(null, one(letter), NOW);
const rolling = (rollout: Rollout | null) => ({ ...one('.'), rollout });

describe('what an operator sets', () => {
  test('on a stream that is managed here is all there is', () => {
    expect(putOver(one('r'), { barrier: LOCAL }, MANAGED)).toEqual({ ...one('r'), barrier: LOCAL });
    expect(uncover(one('b'), 'barrier', MANAGED)).toEqual(one('.'));
  });

  test('on a stream that follows a source is kept apart', () => {
    const over = putOver(brought('b'), { deadend: LOCAL, rollout: null }, FOLLOWS);
    expect(over).toMatchObject({
      deadend: LOCAL,
      rollout: null,
      followed: { local: ['deadend', 'rollout'] },
    });
    expect(over.followed?.sourced.barrier).toEqual(one('b').barrier);
  });

  test('is taken away, and what the source says is back', () => {
    const over = putOver(brought('b'), { barrier: LOCAL }, FOLLOWS);
    expect(uncover(over, 'barrier', FOLLOWS)).toEqual(brought('b'));
  });

  test("is not the source's: that is refused", () => {
    const { kind, value } = problemOf(() => uncover(brought('b'), 'barrier', FOLLOWS));
    expect([kind, value]).toEqual(['stream_follows_source', expect.stringContaining('take it away there')]);
  });

  test('and is not there need not be taken away', () => {
    expect(uncover(brought('.'), 'barrier', FOLLOWS)).toEqual(brought('.'));
    expect(uncover(one('.'), 'barrier', MANAGED)).toEqual(one('.'));
  });

  test('comes from here, all else from the source', () => {
    const over = putOver(brought('b'), { deadend: LOCAL }, FOLLOWS);
    expect(SECTIONS.map((name) => originOf(over, name))).toEqual(['source', 'local', 'source']);
    expect(originOf(one('b'), 'barrier')).toBe('local');
  });
});

describe('a refresh', () => {
  const HELD = paused(rolloutOf(NOW - HOUR, 0, 600), pause('v0'), NOW);
  const RESUMED = resumed(HELD, NOW + HOUR);

  test.each<[string, Release, string, string]>([
    ['a local barrier', putOver(brought('.'), { barrier: LOCAL }, FOLLOWS), 'r', 'B'],
    ['a local deadend', putOver(brought('r'), { deadend: LOCAL }, FOLLOWS), 'b', 't'],
    ['a local withdrawal', putOver(brought('r'), { rollout: null }, FOLLOWS), 'r', '.'],
    [
      'a local withdrawal that the source has made too',
      putOver(brought('r'), { rollout: null }, FOLLOWS),
      '.',
      '.',
    ],
    ['a hold', putOver(brought('3'), { rollout: HELD }, FOLLOWS), 'r', 'p'],
    ['nothing of the source', brought('b'), '.', '.'],
    ['nothing of a release that was managed', one('b'), '.', '.'],
  ])('keeps %s', (...[, before, sourced, expected]) => {
    expect(drawnStream([refreshed(before, one(sourced), NOW)])).toBe(expected);
  });

  test('brings what the source says now under what is kept', () => {
    const over = putOver(brought('.'), { barrier: LOCAL }, FOLLOWS);
    const later = refreshed(over, one('B'), NOW);
    expect(uncover(later, 'barrier', FOLLOWS)).toEqual(brought('B'));
  });

  test('keeps aliases, takes payloads', () => {
    const alias = { basearch: 'x86_64', scheme: 'checksum', payload: 'a', reason: 'b' } as const;
    const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: 'new' }] as const;
    const later = refreshed({ ...brought('.'), aliases: [alias] }, { ...one('.'), payloads }, NOW);
    expect(later).toMatchObject({ aliases: [alias], payloads });
  });

  describe('of a rollout that operators have resumed', () => {
    const over = putOver(
      refreshed(null, rolling(rolloutOf(NOW - HOUR, 0, 600)), NOW),
      { rollout: RESUMED },
      FOLLOWS,
    );

    test.each<[string, Rollout | null, number, boolean]>([
      ['keeps it while it runs', FINISHED, NOW + 2 * HOUR, true],
      ['drops it at its end', FINISHED, NOW + DAY, false],
      ['drops it when the source withdraws its own', null, NOW + 2 * HOUR, false],
      ['drops it when the source stops its own below it', rolloutOf(null, 0.1, null), NOW + 2 * HOUR, false],
      ['keeps it where the source lets in as many', RESUMED, NOW + 2 * HOUR, true],
    ])('%s', (...[, sourced, at, isLocal]) => {
      const later = refreshed(over, rolling(sourced), at);
      expect(later.followed?.local).toEqual(isLocal ? ['rollout'] : []);
      expect(later.rollout).toEqual(isLocal ? RESUMED : sourced);
    });

    test('serves the next rollout of the source after that', () => {
      const gone = refreshed(over, rolling(null), NOW + 2 * HOUR);
      expect(refreshed(gone, one('3'), NOW + 3 * HOUR).rollout).toEqual(one('3').rollout);
    });
  });

  test('leaves a withdrawal where a source withdraws what is on hold, until somebody takes it away', () => {
    const held = putOver(brought('3'), { rollout: HELD }, FOLLOWS);
    const gone = refreshed(held, one('.'), NOW);
    const again = refreshed(gone, one('3'), NOW);
    expect([gone.rollout, again.rollout, again.followed?.local]).toEqual([null, null, ['rollout']]);
    expect(uncover(again, 'rollout', FOLLOWS)).toEqual(brought('3'));
  });

  describe('of a barrier, which without a rollout would be open to everybody', () => {
    const heldOn = (letter: string) => putOver(brought(letter), { rollout: HELD }, FOLLOWS);
    const withBarrier = (letter: string, barrier = one('b').barrier) => ({ ...one(letter), barrier });

    test.each<[string, Release, Release, string | number]>([
      ['keeps a hold when the source drops the rollout', heldOn('3'), one('b'), 'paused'],
      [
        'keeps a hold under a barrier of ours',
        putOver(heldOn('3'), { barrier: LOCAL }, FOLLOWS),
        one('.'),
        'paused',
      ],
      [
        'stops a rollout that the source withdraws under a barrier of ours',
        putOver(brought('3'), { barrier: LOCAL }, FOLLOWS),
        one('.'),
        'paused',
      ],
      [
        'leaves a finished one to the source',
        putOver(brought('r'), { barrier: LOCAL }, FOLLOWS),
        one('.'),
        'open',
      ],
      [
        "leaves the source's own barrier to the source",
        refreshed(null, withBarrier('3'), NOW),
        one('b'),
        'open',
      ],
      [
        'holds what is withdrawn here when the source makes it a barrier',
        putOver(brought('r'), { rollout: null }, FOLLOWS),
        one('B'),
        'paused',
      ],
      [
        'holds it even where the source has no rollout of it',
        putOver(brought('r'), { rollout: null }, FOLLOWS),
        one('b'),
        'paused',
      ],
      [
        'leaves open what operators have resumed to its end when the source makes it a barrier',
        putOver(brought('3'), { rollout: FINISHED }, FOLLOWS),
        one('b'),
        'open',
      ],
      [
        'leaves a barrier open from which operators have taken the rollout',
        putOver(brought('B'), { rollout: null }, FOLLOWS),
        one('B'),
        'open',
      ],
    ])('%s', (...[, before, sourced, expected]) => {
      const later = refreshed(before, sourced, NOW + 60);
      expect(later.barrier).not.toBeNull();
      expect(later.rollout ? rolloutState(later.rollout, NOW + 60) : 'open').toBe(expected);
      if (later.rollout) {
        expect(throttleAt(later.rollout, NOW + DAY)).toBe(throttleAt(before.rollout ?? NOBODY, NOW));
        expect(later.followed?.local).toContain('rollout');
      }
      expect(refreshed(later, sourced, NOW + 120)).toEqual(later);
    });

    test('lets what was stopped or withdrawn go on when somebody resumes it', () => {
      const stopped = refreshed(
        putOver(refreshed(null, rolling(rolloutOf(NOW - HOUR, 0, 600)), NOW), { barrier: LOCAL }, FOLLOWS),
        one('.'),
        NOW,
      );
      expect(resumed(stopped.rollout!, NOW + HOUR)).toEqual(rolloutOf(NOW + HOUR, 0.1, 540));
      const withdrawn = putOver(brought('r'), { rollout: null }, FOLLOWS);
      const says = { ...one('b'), rollout: rolloutOf(NOW - DAY, 0, 2880) };
      const held = refreshed(withdrawn, says, NOW);
      expect(resumed(held.rollout!, NOW + HOUR)).toEqual(rolloutOf(NOW + HOUR, 0, 2880));
      expect(uncover(held, 'rollout', FOLLOWS).rollout).toEqual(says.rollout);
    });
  });

  test.each([
    ['.', 'broken'],
    ['d', 'broken'],
    ['b', null],
    ['r', null],
  ])('of a release that is retired here, which the source has as %s', (letter, retired) => {
    expect(refreshed({ ...one('.'), retired: 'broken' }, one(letter), NOW).retired).toBe(retired);
  });
});

test('a stream that is taken over stays as it stands, and no source has a say', () => {
  const over = putOver(brought('r'), { barrier: LOCAL }, FOLLOWS);
  expect(takenOver([over, one('.')])).toEqual([{ ...one('r'), barrier: LOCAL }, one('.')]);
});
