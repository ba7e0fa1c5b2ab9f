import { expect, test } from 'vitest';
import type { ReleaseRolloutView } from '../../../../src/adapters/console/api/schema.js';
import type { Action } from '../../../../src/adapters/console/rollouts/actions.js';
import { effectsOf, shareThen } from '../../../../src/adapters/console/rollouts/effect.js';

/** `0:0.25 48:1`: hours of a day and shares; another release's points are no news of this one. */
const exposure = (drawing: string) => [
  { version: 'other', at: '2026-11-22T00:00:00Z', throttle: 0.99 },
  ...drawing
    .split(' ')
    .filter((point) => point !== '')
    .map((point) => point.split(':').map(Number))
    .map(([hour = 0, throttle = 0]) => ({
      version: 'v',
      at: new Date(hour * 3_600_000).toISOString(),
      throttle,
    })),
];

const said = (action: Action, share: number, { points = '', start = -1 } = {}) =>
  effectsOf({
    ...{ action, version: 'v', share, exposure: exposure(points) },
    start: start < 0 ? null : start * 3600,
  }).map(({ key, share: part, at }) =>
    [key.replace('rollouts.effect', ''), part?.toFixed(4), at === undefined ? undefined : `${at / 3600}h`]
      .filter((one) => one !== undefined)
      .join(' '),
  );

test.each<[Action, number, { points?: string; start?: number }, string[]]>([
  ['pause', 0.25, { points: '1:0.2501' }, ['Freezes 0.2501']],
  ['pause', 0.25, {}, ['Freezes 0.2500']],
  ['withdraw', 0.31, {}, ['Withdraws 0.3100']],
  ['finish', 0.31, { points: '1:1' }, ['AtOnce 0.6900', 'Everybody']],
  ['resume', 0.31, { points: '1:0.31 20:0.5 50:1' }, ['GoesOn 0.3100', 'Until 50h']],
  ['resume', 0, { points: '1:0.4 50:1' }, ['AtOnce 0.4000', 'Until 50h']],
  ['start', 0, { points: '1:0 20:0.5 49:1' }, ['NobodyAtOnce', 'Until 49h']],
  ['start', 0, { points: '1:0 20:0.1 49:1', start: 9 }, ['NobodyAtOnce', 'Begins 9h', 'Until 49h']],
  ['start', 0, { points: '1:0.1 20:0.5 49:1' }, ['AtOnce 0.1000', 'Until 49h']],
  ['correct', 0.5, { points: '1:0.2 20:0.5 49:1' }, ['Fewer 0.3000', 'Until 49h']],
  ['correct', 0.5, { points: '1:0.5002 49:1' }, ['NobodyAtOnce', 'Until 49h']],
  ['correct', 0.5, { points: '1:1' }, ['AtOnce 0.5000', 'Everybody']],
])('%s at %d with %o does to people: %j', (action, share, look, expected) => {
  expect(said(action, share, look)).toEqual(expected);
});

const HOUR = 3600;
const seen = (state: ReleaseRolloutView['state'], start: string | null, minutes: number | null = 2400) => ({
  ...{ state, start, duration_minutes: minutes, start_fraction: 0.2 },
});

test.each([
  [seen('active', '1970-01-01T10:00:00Z'), 30, 0.6],
  [seen('active', '1970-01-01T10:00:00Z'), 9, 0.2],
  [seen('active', '1970-01-01T10:00:00Z'), 90, 1],
  [seen('scheduled', '1970-01-01T10:00:00Z'), 9, 0],
  [seen('paused', '1970-01-01T10:00:00Z', null), 9, 0.2],
  [seen('paused', '1970-01-01T10:00:00Z', null), 30, 0.2],
  [seen('paused', null, null), 30, 0.2],
] as const)('%j had come after %d hours as far as %d', (rollout, hours, expected) => {
  expect(shareThen(rollout, hours * HOUR)).toBeCloseTo(expected, 9);
});
