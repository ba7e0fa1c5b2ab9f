import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CurvePoint } from '../../../../src/adapters/console/parts/curve.js';
import type { Stand } from '../../../../src/adapters/console/rollouts/stand.js';
import { wayOf } from '../../../../src/adapters/console/rollouts/way.js';
import type { Rollout } from '../../../../src/graph/model.js';
import { finished, paused, resumed } from '../../../../src/graph/rollout-actions.js';
import { rolloutState, throttleAt } from '../../../../src/graph/rollout.js';
import { rolloutOf } from '../../../graph/draw.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

const stand = (since: number | null, rollout: Rollout, isPaused = false): Stand => ({
  since: since === null ? null : since * HOUR,
  rollout,
  isPaused,
});

/** Start and length in hours. */
const plan = (start: number, hours: number, fraction = 0) => rolloutOf(start * HOUR, fraction, hours * 60);
const still = (at: number, fraction: number) => rolloutOf(at * HOUR, fraction, null);

/** `10:0 20:0.5`: hours and shares. */
const drawn = (points: readonly CurvePoint[] = []) =>
  points.map(({ at, share }) => `${at / HOUR}:${Number(share.toFixed(4))}`).join(' ');

const way = (stands: readonly Stand[], hours: number) => {
  const { curves, pauses } = wayOf('v', stands, hours * HOUR);
  const of = (kind: string) => drawn(curves.find((curve) => curve.kind === kind)?.points);
  return [
    of('planned'),
    of('actual'),
    of('ahead'),
    pauses.map(({ from, to }) => `${from / HOUR}-${to / HOUR}`).join(' '),
  ];
};

describe('the curves of a rollout: planned, actual, ahead, pauses', () => {
  test.each<[string, Stand[], number, string[]]>([
    ['under way', [stand(0, plan(0, 40))], 10, ['0:0 40:1', '0:0 10:0.25', '', '']],
    ['with a start for some', [stand(0, plan(4, 40, 0.2))], 24, ['4:0 4:0.2 44:1', '4:0.2 24:0.6', '', '']],
    ['scheduled', [stand(0, plan(20, 40))], 10, ['20:0 60:1', '10:0', '', '']],
    ['that came with the stream', [stand(null, plan(0, 40))], 10, ['0:0 40:1', '0:0 10:0.25', '', '']],
    ['declared late', [stand(5, plan(0, 40))], 10, ['0:0 40:1', '5:0.125 10:0.25', '', '']],
    [
      'paused',
      [stand(0, plan(0, 40)), stand(10, still(10, 0.25), true)],
      30,
      ['0:0 40:1', '0:0 10:0.25 10:0.25 30:0.25', '30:0.25 40:0.25', '10-30'],
    ],
    [
      'paused and seen by a clock that is behind',
      [stand(0, plan(0, 40)), stand(10, still(10, 0.25), true)],
      9,
      ['0:0 40:1', '0:0 10:0.25 10:0.25', '10:0.25 40:0.25', ''],
    ],
    [
      'resumed and seen by a clock that is behind',
      [stand(0, plan(0, 40)), stand(10, still(10, 0.25), true), stand(30, plan(30, 30, 0.25))],
      29,
      ['0:0 40:1', '0:0 10:0.25 10:0.25 30:0.25 30:0.25', '30:0.25 60:1', '10-30'],
    ],
    [
      'resumed, of which everybody knows no more',
      [stand(10, plan(10, 30, 0.25))],
      9,
      ['10:0 10:0.25 40:1', '10:0.25', '', ''],
    ],
    [
      'paused before its start',
      [stand(0, plan(20, 40)), stand(10, still(10, 0), true)],
      15,
      ['20:0 60:1', '10:0 10:0 15:0', '15:0 60:0', '10-15'],
    ],
    [
      'resumed',
      [stand(0, plan(0, 40)), stand(10, still(10, 0.25), true), stand(30, plan(30, 30, 0.25))],
      40,
      ['0:0 40:1', '0:0 10:0.25 10:0.25 30:0.25 30:0.25 40:0.5', '40:0.5 60:1', '10-30'],
    ],
    [
      'opened to everybody at once',
      [stand(0, plan(0, 40)), stand(10, still(10, 1))],
      11,
      ['0:0 40:1', '0:0 10:0.25 10:1 11:1', '', ''],
    ],
    ['through for long', [stand(0, plan(0, 40))], 9000, ['0:0 40:1', '0:0 40:1 45:1', '', '']],
    [
      'set anew long after it was through',
      [stand(0, plan(0, 40)), stand(100, plan(100, 40))],
      110,
      ['100:0 140:1', '100:0 110:0.25', '', ''],
    ],
    [
      'finished by mistake and taken back',
      [stand(0, plan(0, 40)), stand(10, still(10, 1)), stand(11, plan(0, 40))],
      12,
      ['0:0 40:1', '0:0 10:0.25 10:1 11:1 11:0.275 12:0.3', '12:0.3 40:1', ''],
    ],
    ['paused, nothing more is known', [stand(null, still(10, 0.25), true)], 30, ['', '', '', '']],
    ['for everybody ever since', [stand(null, rolloutOf(null, 1, null))], 30, ['', '30:1', '', '']],
    ['of which nothing is known', [], 30, ['', '', '', '']],
  ])('of one %s', (_, stands, now, expected) => {
    expect(way(stands, now)).toEqual(expected);
  });
});

/** What an operator did, and after how many seconds. */
const history = fc.array(
  fc.record({ act: fc.constantFrom('pause', 'resume', 'finish'), after: fc.integer({ min: 1, max: DAY }) }),
  { maxLength: 8 },
);
const begun = fc.record({
  start: fc.integer({ min: 0, max: 3 * DAY }),
  fraction: fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
  minutes: fc.integer({ min: 1, max: 5000 }),
  wait: fc.integer({ min: 0, max: 4 * DAY }),
});

interface Done {
  readonly stands: readonly Stand[];
  readonly at: number;
}

/** With the very functions of the server; what it would refuse is left out. */
function next({ stands, at }: Done, { act, after }: { act: string; after: number }): Done {
  const rollout = stands.at(-1)!.rollout;
  const time = at + after;
  const state = rolloutState(rollout, time);
  const pause = { reason: 'x', publicReason: null, reviewAt: null };
  const become = (to: Rollout): Done => ({
    stands: [...stands, { since: time, rollout: to, isPaused: to.pause !== null }],
    at: time,
  });
  if (act === 'pause' && (state === 'active' || state === 'scheduled')) {
    return become(paused(rollout, { op: 'pause_rollout', version: 'v', ...pause }, time));
  }
  if (act === 'resume' && rollout.pause !== null) return become(resumed(rollout, time));
  if (act === 'finish' && state !== 'finished') return become(finished(rollout, time));
  return { stands, at: time };
}

function shareAt(points: readonly CurvePoint[], at: number): number {
  const right = points.findIndex((point) => point.at > at);
  const [a, b] = [points[right - 1]!, points[right]!];
  return a.share + ((b.share - a.share) * (at - a.at)) / (b.at - a.at);
}

test('whatever is done to a rollout, its curve is what agents were told, second by second', () => {
  fc.assert(
    fc.property(begun, history, fc.double({ min: 0, max: 1, noNaN: true }), (first, acts, part) => {
      const rollout = rolloutOf(first.start, first.fraction, first.minutes);
      const { stands, at: done } = acts.reduce(next, {
        stands: [{ since: 0, rollout, isPaused: false }],
        at: 0,
      });
      const now = done + first.wait;
      const { curves, pauses } = wayOf('v', stands, now);
      const shares = curves.flatMap(({ points }) => points.map(({ share }) => share));
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...shares)).toBeLessThanOrEqual(1);
      for (const { points } of curves) expect([...points].sort((a, b) => a.at - b.at)).toEqual(points);
      const actual = curves.find(({ kind }) => kind === 'actual')!.points;
      const [from, last] = [actual[0]!, actual.at(-1)!];
      expect(last.share).toBe(Math.min(throttleAt(stands.at(-1)!.rollout, now), 1));
      expect(last.at === now || last.share === 1).toBe(true);
      for (const band of pauses) {
        const within = actual.filter(({ at }) => at > band.from && at < band.to);
        expect(within).toEqual([]);
      }
      const some = Math.floor(from.at + part * (last.at - from.at));
      if (some <= from.at || some >= last.at) return;
      const then = stands.findLast(({ since }) => since !== null && since <= some)!;
      expect(shareAt(actual, some)).toBeCloseTo(Math.min(throttleAt(then.rollout, some), 1), 6);
    }),
    { numRuns: 500 },
  );
});
