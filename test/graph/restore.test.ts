import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/build-graph.js';
import type { Release, Rollout } from '../../src/graph/model.js';
import { restored } from '../../src/graph/restore.js';
import { paused, resumed } from '../../src/graph/rollout-actions.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { DAY, drawnStream, HOUR, NOW, pause } from './operate.js';

const THEN = NOW - DAY;
const restore = (past: readonly Release[], now: readonly Release[], then = THEN) =>
  restored(now, { op: 'restore', revision: 7, past: { releases: past, until: then } }, NOW);

describe('a restore', () => {
  test.each([
    ['changes nothing where nothing has changed', '.b.r', '.b.r', '.b.r'],
    ['brings sections back', '.bdr', '....', '.bdr'],
    ['takes sections away', '....', '.bdr', '....'],
    ['retires what was published since, and takes its sections', '.r', '.rBD', '.rxx'],
  ])('%s', (...[, past, now, expected]) => {
    expect(drawnStream(restore(streamDrawn(past), streamDrawn(now)))).toBe(expected);
  });

  test('says why a release is retired, and leaves a reason that there was', () => {
    const since = releaseOf('v1', 1);
    const reasons = [since, { ...since, version: 'v2', retired: 'broken' }];
    expect(
      restore(streamDrawn('r'), [...streamDrawn('r'), ...reasons]).map(({ retired }) => retired),
    ).toEqual([null, 'published after revision 7, which was restored', 'broken']);
  });

  test('brings back what was retired since', () => {
    const [past] = [streamDrawn('.r')];
    expect(
      restore(
        past,
        past.map((one) => ({ ...one, rollout: null, retired: 'broken' })),
      ),
    ).toEqual(past);
  });

  test('keeps payloads and aliases that were added since', () => {
    const [past] = streamDrawn('.');
    const payload = { basearch: 'aarch64', scheme: 'checksum', payload: 'a' } as const;
    const now = { ...past!, payloads: [payload], aliases: [{ ...payload, reason: 'b' }] };
    expect(restore([past!], [now])).toEqual([now]);
  });

  test.each([
    ['at the beginning', [1, 2], 'v0 v1 v2'],
    ['in between', [0, 2], 'v0 v1 v2'],
    ['at the end', [0, 1], 'v0 v1 v2'],
    ['all of them', [], 'v0 v1 v2'],
  ])('puts back what was lost where it was: %s', (_, kept, expected) => {
    const past = streamDrawn('...');
    const now = past.filter((_one, index) => kept.includes(index));
    expect(
      restore(past, now)
        .map(({ version }) => version)
        .join(' '),
    ).toBe(expected);
  });
});

describe('a restore of the revision that stands', () => {
  const stands = [{ ...releaseOf('v0', 0), rollout: rolloutOf(NOW - HOUR, 0, 600) }];
  const again = (now: readonly Release[]) =>
    restored(now, { op: 'restore', revision: 7, past: { releases: stands, until: null } }, NOW);

  test('changes nothing', () => {
    expect(again(stands)).toEqual(stands);
  });

  test('undoes what the same change set has done', () => {
    expect(drawnStream(again([releaseOf('v0', 0), releaseOf('v1', 1)]))).toBe('px');
  });
});

describe('a rollout that is restored', () => {
  const RUNNING = rolloutOf(THEN - 12 * HOUR, 0, 2880);
  const stopped = paused(RUNNING, pause('v0'), THEN - HOUR);

  /** How it comes back: `paused at <throttle>`, or as it was. */
  function back(then: Rollout | null, now: Rollout | null): string {
    const of = (rollout: Rollout | null) => [{ ...releaseOf('v0', 0), rollout }];
    const [release] = restore(of(then), of(now));
    const { rollout } = release!;
    if (!rollout) return 'none';
    return rollout.pause?.reason.startsWith('restored') ? `paused at ${rollout.startFraction}` : 'as it was';
  }

  test.each<[string, Rollout | null, Rollout | null, string]>([
    ['on its way, withdrawn since', RUNNING, null, 'paused at 0'],
    ['on its way, finished since by hand', RUNNING, FINISHED, 'paused at 0.25'],
    ['on its way, paused since further on', RUNNING, paused(RUNNING, pause('v0'), NOW), 'paused at 0.25'],
    ['on its way, set back since', RUNNING, rolloutOf(NOW - HOUR, 0, 600), 'paused at 0.1'],
    ['on its way, and still is', RUNNING, RUNNING, 'paused at 0.25'],
    ['paused', stopped, null, 'as it was'],
    ['paused by its documents', rolloutOf(0, 0.3, null), null, 'as it was'],
    ['finished', FINISHED, null, 'as it was'],
    ['still to come', rolloutOf(NOW + 1, 0, 60), null, 'as it was'],
    ['to come then, and begun since', rolloutOf(NOW - 1, 0.5, 60), null, 'paused at 0'],
    ['none', null, RUNNING, 'none'],
  ])('that was %s: %s', (...[, then, now, expected]) => {
    expect(back(then, now)).toBe(expected);
  });

  test('can be resumed with the slope it had', () => {
    const [release] = restore(
      [{ ...releaseOf('v0', 0), rollout: RUNNING }],
      [{ ...releaseOf('v0', 0), rollout: FINISHED }],
    );
    expect(resumed(release!.rollout!, NOW)).toEqual(rolloutOf(NOW, 0.25, 2160));
  });

  test.each([
    ['with its duration', rolloutOf(NOW - HOUR, 0.5, 60)],
    ['for all at once', rolloutOf(NOW - HOUR, 1, null)],
  ])('that had not begun is resumed as it was planned, from then on: %s', (_, plan) => {
    const [release] = restore([{ ...releaseOf('v0', 0), rollout: plan }], [releaseOf('v0', 0)]);
    expect(resumed(release!.rollout!, NOW)).toEqual({ ...plan, startEpoch: NOW });
  });

  test('is to be looked at a day later', () => {
    const [release] = restore([{ ...releaseOf('v0', 0), rollout: RUNNING }], [releaseOf('v0', 0)]);
    expect(release?.rollout?.pause?.reviewAt).toBe(NOW + DAY);
  });
});

test('nodes that run what was published since still find themselves', () => {
  const [past, now] = [streamDrawn('.r'), streamDrawn('.rr')];
  const after = restore(past, now);
  expect(buildGraph(after, 'x86_64', 'checksum').nodes.map(({ payload }) => payload)).toEqual(
    buildGraph(now, 'x86_64', 'checksum').nodes.map(({ payload }) => payload),
  );
});
