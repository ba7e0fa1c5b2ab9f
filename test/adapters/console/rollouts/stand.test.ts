import { describe, expect, test } from 'vitest';
import type {
  DeclaredView,
  ReleaseRolloutView,
  RolloutView,
} from '../../../../src/adapters/console/api/schema.js';
import { publicStand } from '../../../../src/adapters/console/rollouts/public-stand.js';
import { standsOf, type Past } from '../../../../src/adapters/console/rollouts/stand.js';
import { rolloutOf } from '../../../graph/draw.js';

const T0 = 1_795_305_600; // 2026-11-22T00:00:00Z

const seen = (state: ReleaseRolloutView['state'], hour: number, minutes: number | null = null) => ({
  ...{ state, start: `2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`, duration_minutes: minutes },
  start_fraction: hour / 100,
});

const declared = (rollout: object | null): DeclaredView => ({
  ...{ version: 'v', metadata: '', payloads: [], payload_aliases: [], barrier: null, deadend: null },
  ...{ rollout_withdrawn: false, retired: null },
  rollout: rollout && {
    ...{ throttle: 0, end: null, duration: null, basearches: null, pause: null, origin: 'local' },
    ...seen('active', 0, 60),
    ...rollout,
  },
});

const past = (at: string | null, before: object | null): Past => ({
  at,
  changes: [
    { version: 'w', before: null, after: null },
    { version: 'v', before: declared(before), after: null },
  ],
});

const rows = (revisions: readonly Past[], now = seen('active', 9, 60)) =>
  standsOf('v', now, revisions).map(({ since, rollout, isPaused }) =>
    [since === null ? 'ever' : (since - T0) / 3600, (rollout.startEpoch ?? 0) - T0, isPaused ? '‖' : ''].join(
      ' ',
    ),
  );

describe('what a rollout went by, out of the revisions that touched its release', () => {
  test('is what it goes by now, where nothing is known of before', () => {
    expect(rows([])).toEqual(['ever 32400 ']);
    expect(standsOf('v', seen('active', 9, 60), [])[0]?.rollout).toEqual(rolloutOf(T0 + 32_400, 0.09, 60));
  });

  test('is what each left, oldest first', () => {
    expect(
      rows([
        past('2026-11-22T09:00:00Z', seen('paused', 5)),
        past('2026-11-22T05:00:00Z', seen('active', 1, 60)),
      ]),
    ).toEqual(['ever 3600 ', '5 18000 ‖', '9 32400 ']);
  });

  test('begins where there was none before', () => {
    expect(
      rows([
        past('2026-11-22T09:00:00Z', seen('paused', 5)),
        past('2026-11-22T05:00:00Z', null),
        past('2026-11-22T01:00:00Z', seen('active', 1)),
      ]),
    ).toEqual(['5 18000 ‖', '9 32400 ']);
  });

  test('is not another one after a change of something else', () => {
    expect(
      rows([past('2026-11-22T11:00:00Z', seen('active', 9, 60)), past('2026-11-22T09:00:00Z', null)]),
    ).toEqual(['9 32400 ']);
  });

  test('has been so ever since, where it came with the stream', () => {
    expect(rows([{ at: null, changes: [] }])).toEqual(['ever 32400 ']);
  });
});

describe('what everybody may know of a rollout, out of the updates metadata', () => {
  const view: RolloutView = {
    state: 'paused',
    ...{ version: 'v', throttle: 0.5, start: null, end: null, duration_minutes: null },
    ...{ basearches: null, public_reason: null },
  };

  test('is its curve', () => {
    const rollout = { start_epoch: T0, start_percentage: 0.5, duration_minutes: 60 };
    const updates = {
      releases: [
        { version: 'u', metadata: {} },
        { version: 'v', metadata: { rollout } },
      ],
    };
    expect(publicStand(updates, view)).toEqual({
      ...{ since: T0, isPaused: true },
      rollout: rolloutOf(T0, 0.5, 60),
    });
  });

  test.each([null, 'x', {}, { releases: 1 }, { releases: [null] }, { releases: [{ version: 'v' }] }])(
    'is nothing in %j',
    (updates) => expect(publicStand(updates, view)).toBeNull(),
  );

  test('has gaps where the metadata has', () => {
    const updates = { releases: [{ version: 'v', metadata: { rollout: { start_epoch: 'x' } } }] };
    expect(publicStand(updates, view)?.rollout).toEqual(rolloutOf(null, null, null));
  });
});
