import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/graph/diff.js';
import { judge } from '../../src/graph/judge.js';
import type { Payload, Release, Rollout } from '../../src/graph/model.js';
import { OperationPlaces } from '../../src/graph/operation-places.js';
import type { Operation } from '../../src/graph/operations.js';
import type { Spot } from '../../src/graph/places.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import {
  ALL,
  clear,
  DAY,
  draftOf,
  drawnJudgement,
  drawnStream,
  HOUR,
  judged,
  LINK,
  mark,
  NOW,
  pause,
  publish,
  setRollout,
  withReason,
} from './operate.js';

const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'a'.repeat(64) } as const;
const X86 = { ...ARM, basearch: 'x86_64', payload: 'b'.repeat(64) };
const instant = { duration: null, startFraction: 1 };
const RUNNING = rolloutOf(NOW - DAY, 0, 2880);

/** v0 has both basearches, v1 only x86_64; v1 rolls out as it is said. */
const stream = (rollout: Rollout | null): readonly Release[] =>
  streamDrawn('..').map((one, index) =>
    index === 0 ? { ...one, payloads: [ARM, ...one.payloads] } : { ...one, rollout },
  );
const reasoned = (op: 'set_barrier' | 'set_deadend', reason: string): Operation => ({
  op,
  version: 'v1',
  reason,
  ...ALL,
});
const publishing = (...payloads: readonly Payload[]) => publish('v2', 2, { payloads });
const aliasing = (payload: string): Operation => ({
  op: 'add_payload_alias',
  version: 'v0',
  ...X86,
  payload,
  reason: LINK,
});

describe('each code of http-api.md 6, in a change that has it and in one that has not', () => {
  test.each<[string, readonly Release[], Operation, string[]]>([
    ['a version with a blank', [], publish('v 1', 1), ['error invalid_version /operations/0/version']],
    ['a version', [], publish('44.20260707.3.1', 1), []],
    [
      'a version again',
      stream(null),
      publish('v0', 1),
      [
        'already_exists duplicate_version /operations/0/version',
        'invalid_release_data duplicate_payload /operations/0/payloads/0/payload',
      ],
    ],
    [
      'a version again, and all else that is wrong with it',
      streamDrawn('.'),
      publish('v0', 1, {
        payloads: [{ ...X86, payload: 'A' }],
        barrier: { reason: '', ...ALL },
        rollout: draftOf({ duration: null, startFraction: 2 }),
      }),
      [
        'already_exists duplicate_version /operations/0/version',
        'invalid_release_data invalid_duration /operations/0/rollout/duration',
        'invalid_release_data invalid_payload /operations/0/payloads/0/payload',
        'invalid_release_data missing_reason /operations/0/barrier/reason',
        'invalid_release_data fraction_out_of_range /operations/0/rollout/start_fraction',
      ],
    ],
    [
      'a version that is not there',
      [],
      pause('v9'),
      ['unknown_version unknown_version /operations/0/version'],
    ],
    [
      "another's payload",
      streamDrawn('.'),
      publish('v9', 0),
      ['error duplicate_payload /operations/0/payloads/0/payload'],
    ],
    [
      "a newer one's payload as an alias",
      stream(null),
      aliasing('1'.padStart(64, '0')),
      ['error duplicate_payload /operations/0/payload'],
    ],
    ['an alias', stream(null), aliasing('c'.repeat(64)), []],
    [
      'a second payload of a scope',
      stream(null),
      { op: 'add_payloads', version: 'v1', payloads: [X86] },
      ['invalid_release_data duplicate_payload /operations/0/payloads/0/payload'],
    ],
    [
      'a payload in capitals',
      [],
      publish('v', 1, { payloads: [{ ...X86, payload: 'A'.repeat(64) }] }),
      ['error invalid_payload /operations/0/payloads/0/payload'],
    ],
    ['an alias too short', stream(null), aliasing('a'), ['error invalid_payload /operations/0/payload']],
    [
      'a basearch that is none',
      [],
      publish('v', 1, { payloads: [{ ...X86, basearch: 'x 86' }] }),
      ['error invalid_basearch /operations/0/payloads/0/basearch'],
    ],
    [
      'a limit that is none',
      stream(null),
      setRollout('v1', { basearches: ['x 86'] }),
      ['error invalid_basearch /operations/0/basearches'],
    ],
    [
      'a fraction of 100',
      stream(null),
      setRollout('v1', { startFraction: 100 }),
      ['error fraction_out_of_range /operations/0/start_fraction', 'confirm blast_radius /operations/0'],
    ],
    [
      'a fraction below 0',
      stream(null),
      setRollout('v1', { startFraction: -1 }),
      ['error fraction_out_of_range /operations/0/start_fraction'],
    ],
    [
      'a bare number for a duration',
      stream(null),
      setRollout('v1', { duration: '1200' }),
      ['invalid_release_data invalid_duration /operations/0/duration'],
    ],
    [
      'no duration',
      stream(null),
      publish('v2', 2, { rollout: draftOf({ duration: null }) }),
      ['invalid_release_data invalid_duration /operations/0/rollout/duration'],
    ],
    [
      'no reason',
      stream(null),
      reasoned('set_barrier', ''),
      ['error missing_reason /operations/0/reason', 'warning barrier_for_all_at_once /operations/0'],
    ],
    [
      'no reason for a pause',
      stream(RUNNING),
      pause('v1', { reason: '' }),
      ['invalid_release_data missing_reason /operations/0/reason'],
    ],
    [
      'a reason in two lines',
      stream(null),
      reasoned('set_deadend', 'a\nb'),
      ['error invalid_reason /operations/0/reason'],
    ],
    [
      'a reason for everybody in two lines',
      stream(RUNNING),
      pause('v1', { publicReason: 'a\nb' }),
      ['invalid_release_data invalid_reason /operations/0/public_reason'],
    ],
    ['a pause', stream(RUNNING), pause('v1'), []],
    [
      'a reason without a link',
      stream(null),
      reasoned('set_deadend', 'see the wiki'),
      ['warning reason_not_a_link /operations/0/reason'],
    ],
    ['a reason with a link', stream(null), reasoned('set_deadend', LINK), []],
    [
      'a deadend that is a barrier',
      streamDrawn('.br'),
      mark('set_deadend', 'v1'),
      ['error barrier_and_deadend /operations/0'],
    ],
    [
      'a barrier that is a deadend',
      streamDrawn('.dr'),
      mark('set_barrier', 'v1'),
      ['error barrier_and_deadend /operations/0'],
    ],
    [
      'a deadend that is rolled out',
      stream(FINISHED),
      mark('set_deadend', 'v1'),
      ['error rollout_of_deadend /operations/0'],
    ],
    [
      'a rollout of a deadend',
      streamDrawn('.d'),
      setRollout('v1'),
      ['error rollout_of_deadend /operations/0'],
    ],
    [
      'a pause of what is a deadend already',
      streamDrawn('.D').with(1, { ...streamDrawn('.D')[1]!, rollout: RUNNING }),
      pause('v1'),
      [],
    ],
    ['an hour late', stream(null), setRollout('v1', { startEpoch: NOW - HOUR }), []],
    [
      'over an hour late',
      stream(null),
      setRollout('v1', { startEpoch: NOW - HOUR - 1 }),
      ['confirm start_in_past /operations/0/start'],
    ],
    [
      'a year late',
      stream(null),
      setRollout('v1', { startEpoch: NOW - 365 * DAY }),
      ['confirm start_in_past /operations/0/start', 'confirm blast_radius /operations/0'],
    ],
    ['in 30 days', stream(null), setRollout('v1', { startEpoch: NOW + 30 * DAY }), []],
    [
      'in 31 days',
      stream(null),
      setRollout('v1', { startEpoch: NOW + 31 * DAY }),
      ['confirm start_far_ahead /operations/0/start'],
    ],
    [
      'a release that is not the newest',
      stream(null),
      setRollout('v0'),
      ['confirm not_newest /operations/0'],
    ],
    [
      'one that is the newest of its basearch',
      stream(null),
      setRollout('v0', { basearches: ['aarch64'] }),
      [],
    ],
    [
      'the newest but for a retired one',
      streamDrawn('..').with(1, { ...releaseOf('v1', 1), retired: 'broken' }),
      setRollout('v0'),
      [],
    ],
    [
      'everybody at once',
      stream(null),
      setRollout('v1', instant),
      ['warning cliff /operations/0/duration', 'confirm blast_radius /operations/0'],
    ],
    [
      'a third at once',
      stream(null),
      setRollout('v1', { startFraction: 0.34 }),
      ['confirm blast_radius /operations/0'],
    ],
    ['a quarter at once', stream(null), setRollout('v1', { startFraction: 0.2 }), []],
    [
      'an end for half of them',
      stream(RUNNING),
      withReason('finish_rollout', 'v1'),
      ['warning cliff /operations/0', 'confirm blast_radius /operations/0'],
    ],
    [
      'an end for the last of them',
      stream(rolloutOf(NOW - DAY, 0, 1500)),
      withReason('finish_rollout', 'v1'),
      [],
    ],
    [
      'the only way out retired',
      stream(FINISHED),
      withReason('retire_release', 'v1'),
      ['confirm strands_nodes'],
    ],
    ['the only way out withdrawn', stream(FINISHED), withReason('withdraw_rollout', 'v1'), []],
    ['the only barrier cleared', streamDrawn('.b'), clear('clear_barrier', 'v1'), ['confirm strands_nodes']],
    ['a barrier on the way cleared', streamDrawn('.br'), clear('clear_barrier', 'v1'), []],
    ['a barrier on the way', streamDrawn('..r'), mark('set_barrier', 'v1'), []],
    [
      'a rollout beside another',
      streamDrawn('3.'),
      setRollout('v1'),
      ['warning overlapping_rollouts /operations/0'],
    ],
    ['a rollout after another', streamDrawn('r.'), setRollout('v1'), []],
    ['a later start', stream(RUNNING), setRollout('v1'), ['warning exposure_falls /operations/0']],
    ['a longer duration of what has hardly begun', stream(rolloutOf(NOW, 0, 60)), setRollout('v1'), []],
    [
      'a basearch less than before',
      streamDrawn('.').map((one) => ({ ...one, payloads: [ARM, ...one.payloads] })),
      publishing(X86),
      ['warning missing_basearch /operations/0/payloads'],
    ],
    ['no basearch less', streamDrawn('.'), publishing(X86, ARM), []],
    [
      'five minutes',
      stream(null),
      setRollout('v1', { duration: '5m' }),
      ['warning cliff /operations/0/duration', 'confirm blast_radius /operations/0'],
    ],
    ['24 h', stream(null), setRollout('v1', { duration: '24h' }), []],
    ['a resume', judged(stream(RUNNING), [pause('v1')]).releases, withReason('resume_rollout', 'v1'), []],
  ])('%s', (...[, before, operation, expected]) => {
    expect(drawnJudgement(judged(before, [operation]))).toEqual(expected);
  });
});

describe('who is let in of a sudden is told, whatever opens the way', () => {
  const both = (drawing: string) =>
    streamDrawn(drawing).map((one, index) => ({
      ...one,
      payloads: [{ ...ARM, payload: String(index).repeat(64) }, ...one.payloads],
    }));
  /** v1 is a barrier that lets in three tenths, v2 is open to everybody. */
  const barred = streamDrawn('.3r').map((one, index) =>
    index === 1 ? { ...one, barrier: { reason: LINK, ...ALL } } : one,
  );

  test.each<[string, readonly Release[], Operation, string[]]>([
    [
      'a barrier without a rollout',
      streamDrawn('..'),
      mark('set_barrier', 'v1'),
      ['warning barrier_for_all_at_once /operations/0'],
    ],
    [
      'a new release that is one',
      streamDrawn('.r'),
      publish('v2', 2, { barrier: { reason: LINK, ...ALL } }),
      ['warning barrier_for_all_at_once /operations/0/barrier'],
    ],
    [
      'but not one with a rollout of two days',
      streamDrawn('.r'),
      publish('v2', 2, { barrier: { reason: LINK, ...ALL }, rollout: draftOf() }),
      [],
    ],
    [
      'the rollout of a barrier withdrawn',
      barred,
      withReason('withdraw_rollout', 'v1'),
      ['confirm blast_radius /operations/0'],
    ],
    [
      'a barrier cleared before an open release',
      barred,
      clear('clear_barrier', 'v1'),
      ['confirm blast_radius'],
    ],
    [
      'a barrier retired before an open release',
      barred,
      withReason('retire_release', 'v1'),
      ['confirm blast_radius'],
    ],
    [
      'the rollout of a barrier for some only, so that the others are all let in',
      both('.b').map((one) => ({ ...one, rollout: one.barrier && RUNNING })),
      setRollout('v1', { basearches: ['x86_64'], startFraction: 0.5 }),
      ['confirm blast_radius /operations/0'],
    ],
    [
      'a late architecture of what is finished',
      stream(FINISHED),
      { op: 'add_payloads', version: 'v1', payloads: [{ ...ARM, payload: 'c'.repeat(64) }] },
      ['confirm blast_radius /operations/0'],
    ],
    [
      'but not of nodes that nobody knew',
      stream(FINISHED).map((one, index) => (index === 0 ? { ...one, payloads: [X86] } : one)),
      { op: 'add_payloads', version: 'v1', payloads: [{ ...ARM, payload: 'c'.repeat(64) }] },
      [],
    ],
    ['but not of nodes that were a deadend', streamDrawn('dr'), clear('clear_deadend', 'v0'), []],
  ])('%s', (...[, before, operation, expected]) => {
    const told = drawnJudgement(judged(before, [operation]));
    expect(told.filter((one) => !/strands_nodes|exposure_falls/.test(one))).toEqual(expected);
  });
});

describe('a section that is limited to a basearch which no release has', () => {
  test.each<[string, Operation, string[]]>([
    [
      'is pointed out',
      { op: 'set_deadend', version: 'v1', reason: LINK, basearches: ['x86_65'] },
      ['warning unknown_basearch /operations/0/basearches'],
    ],
    [
      'is pointed out once for each',
      setRollout('v1', { basearches: ['s390x', 'x86_64', 'x86_65'] }),
      [
        'warning unknown_basearch /operations/0/basearches',
        'warning unknown_basearch /operations/0/basearches',
      ],
    ],
    ['but not one that another release has', setRollout('v1', { basearches: ['x86_64', 'aarch64'] }), []],
    ['nor in another name for it', setRollout('v1', { basearches: ['amd64'] }), []],
  ])('%s', (_, operation, expected) => {
    expect(drawnJudgement(judged(stream(null), [operation]))).toEqual(expected);
  });

  test('is no news where it stays', () => {
    const before = judged(stream(null), [setRollout('v1', { basearches: ['x86_65'] })]).releases;
    expect(drawnJudgement(judged(before, [mark('set_deadend', 'v0')]))).toEqual([]);
  });
});

describe('in a stream that is frozen', () => {
  const SCHEDULED = rolloutOf(NOW + DAY, 0, 2880);
  const refused = (path: string) => [`invalid_state invalid_state ${path}`.trim()];
  const graveOf = (one: string) => !one.startsWith('warning') && !one.startsWith('confirm');

  test.each<[string, Rollout | null, Operation, string[]]>([
    ['no rollout may start', null, setRollout('v1'), refused('/operations/0')],
    ['nor one that is to start', null, setRollout('v1', { startEpoch: NOW + DAY }), refused('/operations/0')],
    [
      'nor with a new release',
      null,
      publish('v2', 2, { rollout: draftOf() }),
      refused('/operations/0/rollout'),
    ],
    ['nor a scheduled one before its time', SCHEDULED, setRollout('v1'), refused('/operations/0')],
    ['nor one at once', SCHEDULED, withReason('finish_rollout', 'v1'), refused('/operations/0')],
    ['a scheduled one may be put off', SCHEDULED, setRollout('v1', { startEpoch: NOW + 2 * DAY }), []],
    ['and stopped', SCHEDULED, pause('v1'), []],
    ['one that runs may be corrected', RUNNING, setRollout('v1', { startFraction: 0.6 }), []],
    ['and stopped', RUNNING, pause('v1'), []],
    ['and withdrawn', RUNNING, withReason('withdraw_rollout', 'v1'), []],
    ['a release may be published', null, publish('v2', 2), []],
    [
      'a restore may put back what was',
      null,
      { op: 'restore', revision: 1, past: { releases: stream(FINISHED), until: NOW } },
      [],
    ],
  ])('%s', (...[, rollout, operation, expected]) => {
    const told = drawnJudgement(judged(stream(rollout), [operation], { frozen: true }));
    expect(told.filter(graveOf)).toEqual(expected);
    expect(drawnJudgement(judged(stream(rollout), [operation])).filter(graveOf)).toEqual([]);
  });

  test.each<[Cause, number]>([
    ['import', 1],
    ['first_import', 1],
    ['restore', 0],
  ])('documents start none either: %s', (cause, count) => {
    const change = { before: stream(null), after: stream(RUNNING), cause, at: NOW, frozen: true };
    const places = {
      placeOf: ({ version, part }: Spot) => ({ document: '/updates', path: `/${version}/${part}` }),
    };
    expect(judge(change, places).refusals.map(({ path }) => path)).toEqual(
      Array.from({ length: count }, () => '/updates/v1/rollout'),
    );
    expect(judge({ ...change, before: stream(RUNNING) }, places).refusals).toEqual([]);
  });
});

describe('a restore', () => {
  const restore = (past: readonly Release[]): Operation => ({
    op: 'restore',
    revision: 1,
    past: { releases: past, until: NOW - DAY },
  });

  test.each<[string, readonly Release[], readonly Release[], string[]]>([
    ['is no start of what was', stream(rolloutOf(0, 0.01, 1e9)), stream(null), []],
    [
      'is a blast where it lets everybody in',
      stream(FINISHED),
      stream(null),
      ['warning cliff', 'confirm blast_radius'],
    ],
    ['strands who has no way out', stream(null), stream(FINISHED), ['confirm strands_nodes']],
    [
      'warns of what falls',
      stream(RUNNING),
      stream(rolloutOf(NOW - DAY, 0.9, 9e9)),
      ['warning exposure_falls'],
    ],
  ])('%s', (...[, past, now, expected]) => {
    expect(drawnJudgement(judged(now, [restore(past)]))).toEqual(expected);
  });
});

describe('a change set', () => {
  test('is done one after the other', () => {
    const operations = [publish('v2', 2), setRollout('v2'), pause('v2')];
    const { releases, refusals } = judged(streamDrawn('.r'), operations);
    expect([drawnStream(releases), refusals]).toEqual(['.rp', []]);
  });

  test('is told everything that is wrong, of shape of the stream and of meaning together', () => {
    const operations = [
      publish('v0', 1),
      mark('set_barrier', 'nope'),
      setRollout('v1', { duration: 'x', startFraction: 2 }),
      pause('v0'),
    ];
    expect(drawnJudgement(judged(streamDrawn('..'), operations))).toEqual([
      'error fraction_out_of_range /operations/2/start_fraction',
      'warning cliff /operations/2/duration',
      'confirm blast_radius /operations/2',
      'already_exists duplicate_version /operations/0/version',
      'invalid_release_data duplicate_payload /operations/0/payloads/0/payload',
      'unknown_version unknown_version /operations/1/version',
      'invalid_release_data invalid_duration /operations/2/duration',
      'invalid_state invalid_state /operations/3',
    ]);
  });

  test('that undoes what it did has nothing wrong with it', () => {
    const operations = [setRollout('v1', instant), withReason('withdraw_rollout', 'v1')];
    const { findings, exposure, diff } = judged(streamDrawn('..'), operations);
    expect([findings, exposure, diff]).toEqual([[], [], []]);
  });

  test('says what it does to the graphs, and to whom', () => {
    const { exposure, diff } = judged(streamDrawn('..'), [setRollout('v1')]);
    expect(diff).toMatchObject([{ nodesChanged: ['v1'], edgesAdded: [['v0', 'v1']] }]);
    expect(exposure.map(({ throttle }) => throttle)).toEqual([0, 0.1, 0.5, 1]);
  });

  test('is refused when its graphs would not fit into memory', () => {
    const more = streamDrawn('3'.repeat(2000));
    const many = judged(more, [publish('new', 2000, { rollout: draftOf() })]);
    expect(drawnJudgement(many)).toEqual(['invalid_release_data too_many_edges']);
  });
});

test('an import is judged as one', () => {
  const before = streamDrawn('..r');
  const places = new OperationPlaces();
  const judgement = judge(
    { before, after: before.slice(0, 2), cause: 'import', at: NOW, frozen: false },
    places,
  );
  expect(drawnJudgement(judgement)).toEqual(['confirm lost_releases', 'confirm strands_nodes']);
});
