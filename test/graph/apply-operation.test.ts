import { describe, expect, test } from 'vitest';
import { followsSource } from '../../src/graph/apply-operation.js';
import type { Release } from '../../src/graph/model.js';
import type { Operation } from '../../src/graph/operations.js';
import { refreshed } from '../../src/graph/overlay.js';
import { aliasId } from '../../src/graph/payload-aliases.js';
import { problemOf } from './document.js';
import { FINISHED, rolloutOf, streamDrawn } from './draw.js';
import {
  ALL,
  clear,
  draftOf,
  drawnStream,
  HOUR,
  LINK,
  mark,
  NOW,
  operate,
  pause,
  publish,
  setRollout,
  withReason,
} from './operate.js';

const ALIAS = { basearch: 'x86_64', scheme: 'checksum', payload: 'a', reason: LINK } as const;
const addAlias: Operation = { op: 'add_payload_alias', version: 'v0', ...ALIAS };
const removeAlias: Operation = {
  op: 'remove_payload_alias',
  version: 'v0',
  id: aliasId(ALIAS),
  reason: null,
};
const restore: Operation = { op: 'restore', revision: 1, past: { releases: streamDrawn('.r'), until: NOW } };
const SET_BARRIER = { op: 'set_barrier', version: 'v1', reason: LINK } as const;
const instant = { duration: null, startFraction: 1 };

/** A stream in which v1 is on its way since an hour ago, of ten. */
const running = (drawing: string) =>
  streamDrawn(drawing).map((one, index) =>
    index === 1 ? { ...one, rollout: rolloutOf(NOW - HOUR, 0, 600) } : one,
  );

describe('an operation makes of a stream', () => {
  test.each<[string, string, Operation, string]>([
    ['one with a release more', '.r', publish('v2', 2), '.r.'],
    ['one with a barrier more', '.r', publish('v2', 2, { barrier: { reason: LINK, ...ALL } }), '.rb'],
    ['one that rolls out', '.r', publish('v2', 2, { rollout: draftOf() }), '.r0'],
    ['one without old rollouts', 'rr', publish('v2', 2, { rollout: draftOf(instant) }), '..r'],
    ['one that rolls out an older release', 'r..', setRollout('v1'), 'r0.'],
    ['one that lets all in, without old rollouts', 'rrr.', setRollout('v3', instant), '...r'],
    ['one with a barrier', '..r', mark('set_barrier', 'v1'), '.br'],
    ['one without', '.br', clear('clear_barrier', 'v1'), '..r'],
    ['one with a deadend', '..r', mark('set_deadend', 'v1'), '.dr'],
    ['one without a deadend', '.dr', clear('clear_deadend', 'v1'), '..r'],
    ['one without a rollout', '.r', withReason('withdraw_rollout', 'v1'), '..'],
    ['one for everybody', '.3', withReason('finish_rollout', 'v1'), '.r'],
    ['one with a retired release', '.rT', withReason('retire_release', 'v2'), '.rx'],
    ['what it was', '...', restore, '.rx'],
  ])('%s: %s', (...[, before, operation, after]) => {
    expect(drawnStream(operate(streamDrawn(before), operation))).toBe(after);
  });

  test('one that stands still, and one that goes on', () => {
    const stopped = operate(running('r.'), pause('v1'));
    expect(drawnStream(stopped)).toBe('rp');
    expect(stopped[1]?.rollout?.startFraction).toBe(0.1);
    const on = operate(stopped, withReason('resume_rollout', 'v1'), { at: NOW + HOUR });
    expect(on[1]?.rollout).toEqual(rolloutOf(NOW + HOUR, 0.1, 540));
  });

  test('one with another length, or later start, of a rollout that runs', () => {
    const [, release] = operate(running('r.'), setRollout('v1', { startEpoch: NOW + 5, duration: '2d' }));
    expect(release?.rollout).toEqual(rolloutOf(NOW + 5, 0, 2880));
  });

  test('one with sections for some basearches, in our names for them, sorted', () => {
    const basearches = ['arm64', 'aarch64', 'amd64', 'Z'];
    const drafts = [setRollout('v1', { basearches }), { ...SET_BARRIER, basearches }];
    const [, release] = drafts.reduce<readonly Release[]>(
      (list, one) => operate(list, one),
      streamDrawn('..'),
    );
    expect([release?.rollout?.basearches, release?.barrier?.basearches]).toEqual([
      ['Z', 'aarch64', 'x86_64'],
      ['Z', 'aarch64', 'x86_64'],
    ]);
  });

  test('one with a payload more, and the same when it is there already', () => {
    const payloads = [{ basearch: 'arm64', scheme: 'checksum', payload: 'a' }] as const;
    const add: Operation = { op: 'add_payloads', version: 'v0', payloads };
    const [release] = operate(streamDrawn('.'), add);
    expect(release?.payloads.map(({ basearch }) => basearch)).toEqual(['aarch64', 'x86_64']);
    expect(operate([release!], add)).toEqual([release]);
  });

  test('one with a payload alias, once, and without it', () => {
    const added = operate(streamDrawn('.'), addAlias);
    expect(added[0]?.aliases).toEqual([ALIAS]);
    expect(operate(added, { ...addAlias, reason: 'another' })[0]?.aliases).toHaveLength(1);
    expect(operate(added, removeAlias)).toEqual(streamDrawn('.'));
  });

  test.each<[string, string, Operation]>([
    ['is retired already', 'x', withReason('retire_release', 'v0')],
    ['has no barrier', '.', clear('clear_barrier', 'v0')],
    ['has no deadend', '.', clear('clear_deadend', 'v0')],
  ])('the same when it %s', (_, drawing, operation) => {
    const releases = streamDrawn('.').map((one) => (drawing === 'x' ? { ...one, retired: 'before' } : one));
    expect(operate(releases, operation)).toEqual(releases);
  });
});

describe('an operation is refused', () => {
  const retired = streamDrawn('.').map((one) => ({ ...one, retired: 'broken' }));
  const stopped = operate(running('r.'), pause('v1'));

  test.each<[string, readonly Release[], Operation, string]>([
    ['on a version that is not there', [], mark('set_barrier', 'v9'), 'unknown_version'],
    ['that publishes a version again', streamDrawn('.'), publish('v0', 1), 'already_exists'],
    ['that leads to a retired release', retired, setRollout('v0'), 'invalid_state'],
    ['that makes a retired release a barrier', retired, mark('set_barrier', 'v0'), 'invalid_state'],
    ['that sets what is paused', stopped, setRollout('v1'), 'invalid_state'],
    ['that pauses what is paused', stopped, pause('v1'), 'invalid_state'],
    ['that pauses what is finished', streamDrawn('r'), pause('v0'), 'invalid_state'],
    ['that pauses what is not rolled out', streamDrawn('.'), pause('v0'), 'invalid_state'],
    ['that resumes what runs', running('r.'), withReason('resume_rollout', 'v1'), 'invalid_state'],
    ['that resumes what is not there', streamDrawn('.'), withReason('resume_rollout', 'v0'), 'invalid_state'],
    ['that finishes what is finished', streamDrawn('r'), withReason('finish_rollout', 'v0'), 'invalid_state'],
    ['that withdraws nothing', streamDrawn('.'), withReason('withdraw_rollout', 'v0'), 'invalid_state'],
    ['that removes an alias that is not there', streamDrawn('.'), removeAlias, 'not_found'],
  ])('%s', (...[, releases, operation, kind]) => {
    expect(problemOf(() => operate(releases, operation)).kind).toBe(kind);
  });

  test.each<[string, Operation, string]>([
    ['no new rollout may start', setRollout('v1'), 'invalid_state'],
    ['nor with a new release', publish('v2', 2, { rollout: draftOf() }), 'invalid_state'],
  ])('on a frozen stream: %s', (_, operation, kind) => {
    expect(problemOf(() => operate(streamDrawn('..'), operation, { frozen: true })).kind).toBe(kind);
  });

  test.each<[string, Operation, string]>([
    ['a rollout that runs may be corrected', setRollout('v1'), 'r0'],
    ['a rollout may be stopped', pause('v1'), 'rp'],
    ['a release may be published', publish('v2', 2), 'r1.'],
  ])('on a frozen stream but for this: %s', (_, operation, expected) => {
    expect(drawnStream(operate(running('r.'), operation, { frozen: true }))).toBe(expected);
  });

  test('with a second payload for a basearch and scheme', () => {
    const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: 'b' }] as const;
    const notes: string[] = [];
    const note = (code: string, path: string) => void notes.push(`${code} ${path}`);
    operate(streamDrawn('.'), { op: 'add_payloads', version: 'v0', payloads }, { note });
    expect(notes).toEqual(['duplicate_payload /payloads/0/payload']);
  });

  test('with a rollout of a release that has no duration, where it stands', () => {
    const notes: string[] = [];
    const note = (code: string, path: string) => void notes.push(`${code} ${path}`);
    operate([], publish('v', 1, { rollout: draftOf({ duration: null }) }), { note });
    expect(notes).toEqual(['invalid_duration /rollout/duration']);
  });
});

describe('a stream that follows a source', () => {
  const sourced = running('r.').map((one) => refreshed(null, one, NOW));
  const follow = (releases: readonly Release[], operation: Operation) =>
    operate(releases, operation, { follows: true });

  test.each<[string, Operation, string]>([
    ['a barrier', mark('set_barrier', 'v1'), 'rB'],
    ['a deadend', mark('set_deadend', 'v1'), 'rD'],
    ['a hold', pause('v1'), 'rp'],
    ['a withdrawal', withReason('withdraw_rollout', 'v1'), 'r.'],
  ])('takes %s, which survives a refresh', (_, operation, expected) => {
    const local = follow(sourced, operation);
    const again = local.map((one, index) => refreshed(one, running('r.')[index]!, NOW + 60));
    expect([drawnStream(local), drawnStream(again)]).toEqual([expected, expected]);
  });

  test.each<[string, Operation, Operation]>([
    ['a barrier', mark('set_barrier', 'v1'), clear('clear_barrier', 'v1')],
    ['a deadend', mark('set_deadend', 'v1'), clear('clear_deadend', 'v1')],
    ['a withdrawal', withReason('withdraw_rollout', 'v1'), withReason('resume_rollout', 'v1')],
    ['an alias', addAlias, removeAlias],
  ])("gives up %s again: then it is the source's", (...[, set, remove]) => {
    expect(follow(follow(sourced, set), remove)).toEqual(sourced);
  });

  test('lets a hold go on with the slope it had', () => {
    const on = operate(follow(sourced, pause('v1')), withReason('resume_rollout', 'v1'), {
      at: NOW + HOUR,
      follows: true,
    });
    expect(on[1]?.rollout).toEqual(rolloutOf(NOW + HOUR, 0.1, 540));
  });

  test.each<[Operation]>([
    [publish('v2', 2)],
    [{ op: 'add_payloads', version: 'v0', payloads: [] }],
    [withReason('retire_release', 'v0')],
    [setRollout('v1')],
    [withReason('finish_rollout', 'v1')],
    [restore],
  ])('takes nothing else: $op', (operation) => {
    const { kind, value } = problemOf(() => follow(sourced, operation));
    expect([kind, value]).toEqual(['stream_follows_source', followsSource(operation.op).value]);
    expect(value).toContain('PATCH {"source": "managed"}');
  });

  test("does not give up what is the source's own", () => {
    const barrier = refreshed(null, streamDrawn('b')[0]!, NOW);
    expect(problemOf(() => follow([barrier], clear('clear_barrier', 'v0'))).kind).toBe(
      'stream_follows_source',
    );
    expect(problemOf(() => follow(sourced, withReason('resume_rollout', 'v0'))).kind).toBe('invalid_state');
    expect(sourced[0]?.rollout).toEqual(FINISHED);
  });
});
