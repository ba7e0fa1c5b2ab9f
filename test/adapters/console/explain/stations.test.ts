import { describe, expect, test } from 'vitest';
import type { ExplanationView, HeldView } from '../../../../src/adapters/console/api/schema.js';
import { declaredIn } from '../../../../src/adapters/console/explain/declared.js';
import { stationsOf, type Station } from '../../../../src/adapters/console/explain/stations.js';
import { firstTurn, turnsOf } from '../../../../src/adapters/console/explain/turns.js';

const AT = 1_784_649_600; // 2026-07-21T16:00:00Z
const DAY = 86_400;

const ANSWER: ExplanationView = {
  ...{
    verdict: 'up_to_date',
    message: '',
    stream: 'stable',
    basearch: 'x86_64',
    scheme: 'checksum',
    revision: 1,
  },
  ...{
    at: '2026-07-21T16:00:00Z',
    node: null,
    target: null,
    held: [],
    barrier: null,
    deadend: null,
    near: [],
  },
  wariness: { value: 0.5, source: 'node_uuid' },
  path: [],
};
const nodeOf = (version: string) => ({ version, payload: 'p', age_index: 0 });
const held = (version: string, more: Partial<HeldView> = {}): HeldView => ({
  ...{ version, throttle: 0.25, eligible_at: '2026-07-22T04:00:00Z', paused: false, public_reason: null },
  ...more,
});

const declared = declaredIn(
  {
    stream: 'stable',
    releases: [
      { version: 'b1', metadata: { barrier: { reason: 'keys' } } },
      { version: 'b1', metadata: { deadend: { reason: 'elsewhere', basearches: ['aarch64'] } } },
      { version: 'slow', metadata: { rollout: { start_epoch: AT - DAY / 2, duration_minutes: 2880 } } },
      { version: 'still', metadata: { rollout: { start_epoch: AT - DAY, start_percentage: 0.1 } } },
      { version: 'late', metadata: { rollout: { start_epoch: AT + DAY, start_percentage: 0.1 } } },
      { version: 'far', metadata: { rollout: { start_epoch: 253_402_300_000, duration_minutes: 9999 } } },
      { version: 'done', metadata: { rollout: { start_percentage: 1 } } },
      { version: 'grave', metadata: { deadend: { reason: 'broken' } } },
    ],
  },
  'x86_64',
);

/** `b1|` a barrier, `grave#` a deadend, `slow.` the last stop. */
const drawn = (answer: Partial<ExplanationView>) =>
  stationsOf({ ...ANSWER, ...answer }, declared)
    .map(
      ({ version, way, eligibleAt, isBarrier, deadendReason, isLast }: Station) =>
        `${way} ${version}${isBarrier ? '|' : ''}${deadendReason === null ? '' : '#'}${isLast ? '.' : ''}${eligibleAt === null ? '' : ` ${eligibleAt}`}`,
    )
    .join(', ');

describe('the way of a node', () => {
  test.each<[string, Partial<ExplanationView>, string]>([
    ['nobody knows it', {}, ''],
    ['it is there already', { path: ['done'] }, 'here done.'],
    ['it is at a deadend', { path: ['x'], deadend: { version: 'x', reason: 'r' } }, 'here x#.'],
    ['it is offered the newest', { path: ['a', 'done'], target: nodeOf('done') }, 'here a, offered done.'],
    [
      'it goes over barriers',
      {
        path: ['a', 'b1', 'b2', 'done'],
        target: nodeOf('b1'),
        barrier: { version: 'b1', reason: 'r', hops_left: 2 },
      },
      'here a, offered b1|, free b2|, free done.',
    ],
    [
      'it is held back',
      { path: ['a', 'slow'], held: [held('slow')] },
      'here a, comes slow. 2026-07-22T04:00:00Z',
    ],
    [
      'it is held back from a barrier',
      { path: ['a', 'b1', 'done'], held: [held('b1')] },
      'here a, comes b1| 2026-07-22T04:00:00Z, free done.',
    ],
    [
      'the rollout is paused',
      { path: ['a', 'slow'], held: [held('slow', { paused: true, eligible_at: null })] },
      'here a, paused slow.',
    ],
    [
      'its turn never comes',
      { path: ['a', 'slow'], held: [held('slow', { eligible_at: null })] },
      'here a, never slow.',
    ],
    [
      'something older is offered before the newest',
      { path: ['a', 'slow'], target: nodeOf('done'), held: [held('slow')] },
      'here a, offered done, comes slow. 2026-07-22T04:00:00Z',
    ],
    [
      'the stop behind the next one still rolls out',
      { path: ['a', 'b1', 'slow'], target: nodeOf('b1') },
      'here a, offered b1|, comes slow. 2026-07-22T04:00:00Z',
    ],
    ['that one is paused', { path: ['a', 'b1', 'still'] }, 'here a, free b1|, paused still.'],
    ['that one never comes', { path: ['a', 'b1', 'late'] }, 'here a, free b1|, never late.'],
    ['that one comes beyond all years', { path: ['a', 'b1', 'far'] }, 'here a, free b1|, comes far.'],
    ['it ends at a deadend', { path: ['a', 'grave'], target: nodeOf('grave') }, 'here a, offered grave#.'],
    ['it ends at a barrier', { path: ['a', 'b1'], target: nodeOf('b1') }, 'here a, offered b1|.'],
  ])('where %s', (_, answer, line) => {
    expect(drawn(answer)).toBe(line);
  });

  test('has the reason of every barrier: what the answer says of it, else what is declared', () => {
    const answer = {
      ...ANSWER,
      path: ['a', 'b0', 'b1', 'done'],
      barrier: { version: 'b0', reason: 'said', hops_left: 2 },
    };
    expect(stationsOf(answer, declared).map(({ barrierReason }) => barrierReason)).toEqual([
      null,
      'said',
      'keys',
      null,
    ]);
  });
});

test('a document that is none declares nothing', () => {
  expect(declaredIn({ stream: 'stable', releases: [{ version: 'x', metadata: 7 }] }, 'x86_64')).toEqual(
    new Map(),
  );
});

describe('the turns of a node', () => {
  const turns = (answer: Partial<ExplanationView>) => turnsOf({ ...ANSWER, ...answer }, declared);

  test('are those it waits for', () => {
    expect(turns({ held: [held('slow')] })).toEqual([{ ...held('slow'), isIn: false }]);
  });

  test('begin with what it is let into while the rest of the fleet waits', () => {
    const [first, second] = turns({ target: nodeOf('slow'), held: [held('late')] });
    expect([first?.version, first?.isIn, first?.throttle]).toEqual(['slow', true, 0.25]);
    expect(second).toEqual({ ...held('late'), isIn: false });
  });

  test.each([['done'], ['b1'], ['unheard of']])('say nothing of %s, which is for everybody', (version) => {
    expect(turns({ target: nodeOf(version) })).toEqual([]);
  });

  test.each([
    [[], null],
    [[null], null],
    [['2026-07-23T00:00:00Z', null, '2026-07-22T00:00:00Z'], '2026-07-22T00:00:00Z'],
  ])('of %j the first is %s', (times, first) => {
    expect(firstTurn({ held: times.map((at) => held('slow', { eligible_at: at })) })).toBe(first);
  });
});
