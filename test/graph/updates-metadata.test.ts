import { describe, expect, test } from 'vitest';
import {
  mergeSections,
  readUpdatesMetadata,
  writeUpdatesMetadata,
} from '../../src/graph/updates-metadata.js';
import type { Fault } from '../../src/graph/problem.js';
import { documentOf, updatesOf } from './document.js';
import { releaseOf, rolloutOf } from './draw.js';

function read(value: unknown) {
  const faults: Fault[] = [];
  const entries = readUpdatesMetadata(documentOf('updates.json', value), faults);
  return { entries, faults };
}

function entryOf(metadata: unknown) {
  return updatesOf({ version: 'v', metadata });
}

describe('updates metadata are taken', () => {
  const NONE = { barrier: null, deadend: null, rollout: null };
  const FIELDS = { start_epoch: null, start_percentage: null, duration_minutes: null };
  const SILENT = rolloutOf(null, null, null);

  test.each([
    ['with an entry that says nothing', {}, {}],
    ['with sections that are null', NONE, {}],
    ['with an empty reason', { barrier: { reason: '' } }, { barrier: { reason: '', basearches: null } }],
    ['with a deadend', { deadend: { reason: 'x' } }, { deadend: { reason: 'x', basearches: null } }],
    ['with an empty rollout', { rollout: {} }, { rollout: SILENT }],
    ['with fields that are null', { rollout: FIELDS }, { rollout: SILENT }],
    ['with the finished form', { rollout: { start_percentage: 1 } }, { rollout: rolloutOf(null, 1, null) }],
    ['with a year far away', { rollout: { start_epoch: 15e12 } }, { rollout: rolloutOf(15e12, null, null) }],
    ['with a start before 1970', { rollout: { start_epoch: -1 } }, { rollout: rolloutOf(-1, null, null) }],
    ['with a duration of 0', { rollout: { duration_minutes: 0 } }, { rollout: rolloutOf(null, null, 0) }],
    ['with fields that nobody knows', { note: { a: '\0' }, rollout: { note: 5 } }, { rollout: SILENT }],
    [
      'with a limit',
      { rollout: { basearches: ['arm64', 'Z', 'Z'] } },
      { rollout: { ...SILENT, basearches: ['Z', 'aarch64'] } },
    ],
    [
      'with a barrier that is limited',
      { barrier: { reason: 'x', basearches: [] } },
      { barrier: { reason: 'x', basearches: [] } },
    ],
  ])('%s', (_, metadata, expected) => {
    expect(read({ ...entryOf(metadata), note: 1 })).toEqual({
      entries: [{ version: 'v', path: '/releases/0', ...NONE, ...expected }],
      faults: [],
    });
  });
});

describe('two entries of one version', () => {
  const reason = (text: string) => ({ reason: text, basearches: null });
  const NONE = { barrier: null, deadend: null, rollout: null };

  test.each([
    [
      'barrier and rollout come together',
      { ...NONE, barrier: reason('a') },
      { ...NONE, rollout: rolloutOf(1, 0, 9) },
      { ...NONE, barrier: reason('a'), rollout: rolloutOf(1, 0, 9) },
    ],
    [
      'the later reason wins',
      { ...NONE, deadend: reason('a') },
      { ...NONE, deadend: reason('b') },
      { ...NONE, deadend: reason('b') },
    ],
    [
      'null takes nothing away',
      { barrier: reason('a'), deadend: reason('b'), rollout: rolloutOf(1, 0, 9) },
      NONE,
      { barrier: reason('a'), deadend: reason('b'), rollout: rolloutOf(1, 0, 9) },
    ],
    [
      'the later fields of a rollout win',
      { ...NONE, rollout: rolloutOf(1, 0.5, 9) },
      { ...NONE, rollout: rolloutOf(0, 0, 0) },
      { ...NONE, rollout: rolloutOf(0, 0, 0) },
    ],
    [
      'the other fields of a rollout stay',
      { ...NONE, rollout: rolloutOf(1, 0, 9) },
      { ...NONE, rollout: rolloutOf(null, 1, null) },
      { ...NONE, rollout: rolloutOf(1, 1, 9) },
    ],
  ])('are one: %s', (...[, before, after, expected]) => {
    expect(mergeSections(before, after)).toEqual(expected);
  });
});

describe('updates metadata are written', () => {
  const LIMIT = { basearches: ['x86_64'] };
  const limited = {
    ...releaseOf('limited', 1),
    barrier: { reason: 'a', ...LIMIT },
    deadend: { reason: 'b', ...LIMIT },
    rollout: { ...rolloutOf(1, 0, 9), ...LIMIT },
  };
  const open = { ...releaseOf('open', 2), rollout: rolloutOf(null, 0, null) };
  const write = (dialect: 'plain' | 'extended') =>
    writeUpdatesMetadata('s', [releaseOf('silent', 0), limited, open], { lastModified: 'now', dialect });
  const HEAD = { stream: 's', metadata: { 'last-modified': 'now' } };
  const OPEN = { version: 'open', metadata: { rollout: { start_percentage: 0 } } };

  test('plainly on the safe side: limited rollouts left out or at nobody, limited barriers and deadends for all', () => {
    const rollout = { start_percentage: 0 };
    const metadata = { barrier: { reason: 'a' }, deadend: { reason: 'b' }, rollout };
    expect(write('plain')).toStrictEqual({ ...HEAD, releases: [{ version: 'limited', metadata }, OPEN] });
  });

  test('extended with the basearches of each section', () => {
    const rollout = { start_epoch: 1, start_percentage: 0, duration_minutes: 9, ...LIMIT };
    const metadata = { barrier: { reason: 'a', ...LIMIT }, deadend: { reason: 'b', ...LIMIT }, rollout };
    expect(write('extended')).toStrictEqual({ ...HEAD, releases: [{ version: 'limited', metadata }, OPEN] });
  });

  test('plainly, a barrier with a limited rollout is open to nobody, for with none it would be to everybody', () => {
    const limitedOne = {
      ...releaseOf('v', 0),
      barrier: { reason: 'a', basearches: null },
      rollout: { ...rolloutOf(null, 1, null), ...LIMIT },
    };
    const written = writeUpdatesMetadata('s', [limitedOne], { lastModified: 'now', dialect: 'plain' });
    const metadata = { barrier: { reason: 'a' }, rollout: { start_percentage: 0 } };
    expect(written).toStrictEqual({ ...HEAD, releases: [{ version: 'v', metadata }] });
  });

  test('without an entry whose only section is left out', () => {
    const releases = [{ ...releaseOf('v', 0), rollout: { ...rolloutOf(1, 0, 9), ...LIMIT } }];
    const written = writeUpdatesMetadata('s', releases, { lastModified: 'now', dialect: 'plain' });
    expect(written).toStrictEqual({ ...HEAD, releases: [] });
  });
});
