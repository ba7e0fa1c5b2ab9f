import { describe, expect, test } from 'vitest';
import { OperationPlaces } from '../../src/graph/operation-places.js';
import type { Operation } from '../../src/graph/operations.js';
import type { Field, Part } from '../../src/graph/places.js';
import { clear, draftOf, LINK, mark, pause, publish, setRollout, withReason } from './operate.js';

const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'a' } as const;
const X86 = { ...ARM, basearch: 'x86_64' };
const PUBLISH = publish('v', 1, { payloads: [ARM, X86], rollout: draftOf() });
const ADD: Operation = { op: 'add_payloads', version: 'v', payloads: [X86, ARM] };
const ALIAS: Operation = { op: 'add_payload_alias', version: 'v', ...ARM, reason: LINK };

/** Where a part of release v stands in a body with these operations. */
function pathOf(
  operations: readonly Operation[],
  part: Part,
  { field = null, payload = null }: { field?: Field | null; payload?: typeof ARM | null } = {},
): string {
  const places = new OperationPlaces();
  operations.forEach((operation, index) => places.add(operation, `/o/${index}`));
  const { document, path } = places.placeOf({ version: 'v', part, field, payload });
  expect(document).toBe('');
  return path;
}

describe('what is found stands', () => {
  test.each<[string, Operation[], Part, Field | null, string]>([
    ['at a version', [PUBLISH], 'version', null, '/o/0/version'],
    ['at the payloads', [PUBLISH], 'payloads', null, '/o/0/payloads'],
    ['in a barrier that is published', [PUBLISH], 'barrier', 'reason', '/o/0/barrier/reason'],
    ['in a rollout that is published', [PUBLISH], 'rollout', 'start', '/o/0/rollout/start'],
    ['in a rollout that is set', [setRollout('v')], 'rollout', 'start_fraction', '/o/0/start_fraction'],
    ['at a rollout that is set', [setRollout('v')], 'rollout', null, '/o/0'],
    ['in a barrier that is set', [mark('set_barrier', 'v')], 'barrier', 'reason', '/o/0/reason'],
    ['in a deadend that is set', [mark('set_deadend', 'v')], 'deadend', 'basearches', '/o/0/basearches'],
    ['at a barrier that is cleared', [clear('clear_barrier', 'v')], 'barrier', 'reason', '/o/0'],
    ['at a pause', [pause('v')], 'rollout', 'start', '/o/0'],
    ['at an end', [withReason('finish_rollout', 'v')], 'rollout', 'duration', '/o/0'],
    ['at the operation that came last', [PUBLISH, setRollout('v')], 'rollout', 'start', '/o/1/start'],
    ['at what came last, though it has no such field', [PUBLISH, pause('v')], 'rollout', 'start', '/o/1'],
    ['where it was set again', [pause('v'), setRollout('v')], 'rollout', 'start', '/o/1/start'],
    ['nowhere when nobody spoke of it', [mark('set_barrier', 'w')], 'barrier', 'reason', ''],
    ['at what touched the release, at least', [pause('v')], 'barrier', 'reason', '/o/0'],
    [
      'nowhere after a restore',
      [{ op: 'restore', revision: 1, past: { releases: [], until: 0 } }],
      'rollout',
      null,
      '',
    ],
  ])('%s', (...[, operations, part, field, expected]) => {
    expect(pathOf(operations, part, { field })).toBe(expected);
  });

  test.each<[string, Operation[], string]>([
    ['a payload that is published', [PUBLISH], '/o/0/payloads/0/payload'],
    ['a payload that is added', [ADD], '/o/0/payloads/1/payload'],
    ['an alias', [ALIAS], '/o/0/payload'],
  ])('at %s', (_, operations, expected) => {
    expect(pathOf(operations, 'payloads', { field: 'payload', payload: ARM })).toBe(expected);
  });
});
