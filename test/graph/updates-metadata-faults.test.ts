import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/graph/problem.js';
import { readUpdatesMetadata } from '../../src/graph/updates-metadata.js';
import { documentOf, drawnFaults, updatesOf } from './document.js';

function faultsOf(value: unknown, ...repeated: readonly string[]): readonly Fault[] {
  const faults: Fault[] = [];
  readUpdatesMetadata(documentOf('updates.json', value, ...repeated), faults);
  return faults;
}

function entryOf(metadata: unknown) {
  return updatesOf({ version: 'v', metadata });
}

function withRollout(rollout: unknown) {
  return entryOf({ rollout });
}

const METADATA = '/releases/0/metadata';

describe('updates metadata are refused', () => {
  test.each([
    ['when they are a list', [], 'wrong_type '],
    ['when they are null', null, 'wrong_type '],
    ['without a stream', { releases: [] }, 'missing_field /stream'],
    ['when the stream is null', { stream: null, releases: [] }, 'missing_field /stream'],
    ['when the stream is a number', { stream: 2403, releases: [] }, 'wrong_type /stream'],
    ['without releases', { stream: 's' }, 'missing_field /releases'],
    ['when releases are null', { stream: 's', releases: null }, 'missing_field /releases'],
    ['when releases are an object', { stream: 's', releases: { v: {} } }, 'wrong_type /releases'],
    ['when an entry is text', updatesOf('v'), 'wrong_type /releases/0'],
    ['when an entry has no version', updatesOf({ metadata: {} }), 'missing_field /releases/0/version'],
    ['when a version is a number', updatesOf({ version: 1, metadata: {} }), 'wrong_type /releases/0/version'],
    ['when an entry has no metadata', updatesOf({ version: 'v' }), `missing_field ${METADATA}`],
    ['when metadata are null', entryOf(null), `missing_field ${METADATA}`],
    ['when metadata are a list', entryOf([]), `wrong_type ${METADATA}`],
    ['when a barrier is a list', entryOf({ barrier: ['x'] }), `wrong_type ${METADATA}/barrier`],
    ['when a barrier is true', entryOf({ barrier: true }), `wrong_type ${METADATA}/barrier`],
    ['when a deadend is text', entryOf({ deadend: 'x' }), `wrong_type ${METADATA}/deadend`],
    ['when a barrier has no reason', entryOf({ barrier: {} }), `missing_field ${METADATA}/barrier/reason`],
    [
      'when a reason is null',
      entryOf({ deadend: { reason: null } }),
      `missing_field ${METADATA}/deadend/reason`,
    ],
    [
      'when a reason is a number',
      entryOf({ deadend: { reason: 1 } }),
      `wrong_type ${METADATA}/deadend/reason`,
    ],
    [
      'when a reason holds a NUL',
      entryOf({ barrier: { reason: '\0' } }),
      `invalid_text ${METADATA}/barrier/reason`,
    ],
    [
      'when a reason is half a pair',
      entryOf({ barrier: { reason: '\udfff' } }),
      `invalid_text ${METADATA}/barrier/reason`,
    ],
    ['when a rollout is a list', withRollout([]), `wrong_type ${METADATA}/rollout`],
  ])('%s', (_, value, expected) => {
    expect(drawnFaults(faultsOf(value))).toEqual([expected]);
  });

  test.each([
    ['wrong_type', 'start_epoch', 0.5],
    ['wrong_type', 'start_epoch', '0'],
    ['wrong_type', 'start_epoch', 2 ** 53],
    ['wrong_type', 'start_epoch', -(2 ** 53)],
    ['fraction_out_of_range', 'start_percentage', 100],
    ['fraction_out_of_range', 'start_percentage', -0.1],
    ['fraction_out_of_range', 'start_percentage', Infinity],
    ['wrong_type', 'start_percentage', '1'],
    ['wrong_type', 'start_percentage', true],
    ['wrong_type', 'duration_minutes', -1],
    ['wrong_type', 'duration_minutes', 0.5],
    ['wrong_type', 'duration_minutes', 2 ** 53],
    ['wrong_type', 'duration_minutes', [1]],
  ])('with %s when %s is %j', (code, field, value) => {
    const faults = faultsOf(withRollout({ [field]: value }));
    expect(drawnFaults(faults)).toEqual([`${code} ${METADATA}/rollout/${field}`]);
  });

  test.each([
    ['/stream', true],
    ['/releases', true],
    ['/releases/0/version', true],
    [METADATA, true],
    [`${METADATA}/barrier`, true],
    [`${METADATA}/barrier/reason`, true],
    [`${METADATA}/deadend`, true],
    [`${METADATA}/deadend/reason`, true],
    [`${METADATA}/rollout`, true],
    [`${METADATA}/rollout/start_epoch`, true],
    [`${METADATA}/rollout/start_percentage`, true],
    [`${METADATA}/rollout/duration_minutes`, true],
    ['/note', false],
    [`${METADATA}/note`, false],
    [`${METADATA}/rollout/note`, false],
  ])('when %s stands twice: %s', (pointer, isRefused) => {
    const value = entryOf({ barrier: { reason: 'x' }, deadend: { reason: 'x' }, rollout: {} });
    expect(drawnFaults(faultsOf(value, pointer))).toEqual(isRefused ? [`duplicate_key ${pointer}`] : []);
  });
});
