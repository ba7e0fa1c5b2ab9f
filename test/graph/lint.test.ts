import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../../src/graph/documents.js';
import { lintDocuments } from '../../src/graph/lint.js';
import { documentOf, indexOf, updatesOf } from './document.js';
import { DAY, NOW } from './operate.js';

const HASH = 'a'.repeat(64);
const LINK = 'https://x.example/why';

function lint(index: unknown, updates: unknown = updatesOf(), at = NOW) {
  return lintDocuments(readDocuments(documentOf('index', index), documentOf('updates', updates)), at);
}

/** Each finding as `severity code document pointer`. */
function drawn(index: unknown, updates?: unknown, at?: number): readonly string[] {
  return lint(index, updates, at).map((one) => `${one.severity} ${one.code} ${one.document} ${one.path}`);
}

const commitOf = (architecture: string, checksum = HASH) => ({ architecture, checksum });

function withVersion(version: string) {
  return indexOf({ version, metadata: '' });
}

function withCommits(...commits: readonly object[]) {
  return indexOf({ version: 'v', metadata: '', commits });
}

function withReference(reference: string) {
  const image = { architecture: 'x86_64', image: 'x', 'digest-ref': reference };
  return indexOf({ version: 'v', metadata: '', 'oci-images': [image] });
}

describe('a version', () => {
  test.each([
    '44.20260707.3.1',
    '24.03-LTS-SP4.20240628.0',
    'LTS.20210927.dev.0',
    'a_b+c~d',
    'v'.repeat(128),
  ])('may be %s', (version) => {
    expect(drawn(withVersion(version))).toEqual([]);
  });

  test.each(['', ' ', 'a b', 'v/1', 'ü', 'v\n', '44:1', 'v'.repeat(129)])('may not be %j', (version) => {
    expect(drawn(withVersion(version))).toEqual(['error invalid_version index /releases/0/version']);
  });

  test('is named where it stands in the updates metadata only', () => {
    const updates = updatesOf(
      { version: 'v', metadata: {} },
      { version: 'z', metadata: { barrier: { reason: '' } } },
    );
    expect(drawn(withVersion('v'), updates)).toEqual(['error unknown_version updates /releases/1/version']);
    expect(lint(withVersion('v'), updates)[0]?.message).toContain('z is not in the release index');
  });
});

describe('a payload', () => {
  test.each([
    ['an architecture with a blank', withCommits(commitOf('x86 64')), 'invalid_basearch'],
    ['an architecture that begins with a dot', withCommits(commitOf('.x')), 'invalid_basearch'],
    ['an architecture of 65 letters', withCommits(commitOf('x'.repeat(65))), 'invalid_basearch'],
    ['a short checksum', withCommits(commitOf('x86_64', HASH.slice(1))), 'invalid_payload'],
    ['a long checksum', withCommits(commitOf('x86_64', `${HASH}a`)), 'invalid_payload'],
    ['a checksum in capitals', withCommits(commitOf('x86_64', HASH.toUpperCase())), 'invalid_payload'],
    ['a short digest', withReference(`quay.io/x@sha256:${HASH.slice(1)}`), 'invalid_payload'],
    ['a digest in capitals', withReference(`quay.io/x@sha256:${HASH.toUpperCase()}`), 'invalid_payload'],
    ['a digest of nothing', withReference(`@sha256:${HASH}`), 'invalid_payload'],
    ['a reference with a blank', withReference(`quay.io/x y@sha256:${HASH}`), 'invalid_payload'],
    ['a reference with two digests', withReference(`x@sha256:${HASH}@sha256:${HASH}`), 'invalid_payload'],
  ])('is an error with %s', (_, index, code) => {
    expect(drawn(index)).toEqual([`error ${code} index /releases/0`]);
  });

  test.each([
    ['a checksum', withCommits(commitOf('x86_64'))],
    ['a basearch nobody has heard of', withCommits(commitOf('loongarch64'))],
    ['a reference with port and tag', withReference(`localhost:5000/a/b:1.2@sha256:${HASH}`)],
    ['one for each of two basearches', withCommits(commitOf('x86_64'), commitOf('aarch64', 'b'.repeat(64)))],
  ])('is well with %s', (_, index) => {
    expect(drawn(index)).toEqual([]);
  });

  test('is an error when an older release of the basearch has it, and that one is named', () => {
    const release = (version: string) => ({ version, metadata: '', commits: [commitOf('x86_64')] });
    const index = indexOf(release('a'), release('b'), release('c'));
    expect(drawn(index)).toEqual([
      'error duplicate_payload index /releases/1',
      'error duplicate_payload index /releases/2',
    ]);
    expect(lint(index).map(({ message }) => message.includes('that of a too: nodes'))).toEqual([true, true]);
  });

  test('is missed where the newest release lacks what the one before had', () => {
    const release = (version: string, ...commits: readonly object[]) => ({ version, metadata: '', commits });
    const oldest = release('a', commitOf('s390x', 'a'.repeat(64)));
    const before = release('b', commitOf('x86_64', 'b'.repeat(64)), commitOf('aarch64', 'c'.repeat(64)));
    const newest = release('c', commitOf('x86_64', 'd'.repeat(64)));
    expect(drawn(indexOf(oldest, before, newest))).toEqual(['warning missing_basearch index /releases/2']);
    expect(lint(indexOf(oldest, before, newest))[0]?.message).toContain('aarch64');
    expect(drawn(indexOf(before))).toEqual([]);
  });
});

describe('a section', () => {
  const withSections = (metadata: object) => drawn(withVersion('v'), updatesOf({ version: 'v', metadata }));
  const AT = 'updates /releases/0/metadata';

  test.each([
    ['', 'error missing_reason'],
    ['-- see the wiki', 'error invalid_reason'],
    ['two\nlines', 'error invalid_reason'],
    ['an escape \u001b[31m', 'error invalid_reason'],
    ['a line separator \u2028', 'error invalid_reason'],
    ['a soft hyphen \u00ad', 'error invalid_reason'],
    ['x'.repeat(501), 'error invalid_reason'],
    ['x'.repeat(500), 'warning reason_not_a_link'],
    ['🐓'.repeat(500), 'warning reason_not_a_link'],
    ['see the wiki', 'warning reason_not_a_link'],
    ['see https://', 'warning reason_not_a_link'],
    [`see ${LINK}`, null],
    ['http://x.example', null],
  ])('with the reason %j has the finding %s', (reason, finding) => {
    for (const section of ['barrier', 'deadend']) {
      expect(withSections({ [section]: { reason } })).toEqual(
        finding ? [`${finding} ${AT}/${section}/reason`] : [],
      );
    }
  });

  const reason = { reason: LINK };
  test.each([
    [
      'a barrier that is a deadend',
      { barrier: reason, deadend: reason },
      [`error barrier_and_deadend ${AT}/deadend`],
    ],
    [
      'a rollout of a deadend',
      { deadend: reason, rollout: { start_percentage: 1 } },
      [`error rollout_of_deadend ${AT}/rollout`],
    ],
    [
      'a duration of 0',
      { rollout: { duration_minutes: 0 } },
      [`error invalid_duration ${AT}/rollout/duration_minutes`],
    ],
    ['a barrier that rolls out', { barrier: reason, rollout: { duration_minutes: 1 } }, []],
    [
      'a start in the wrong year',
      { rollout: { start_epoch: 15e12 } },
      [`confirm start_far_ahead ${AT}/rollout/start_epoch`],
    ],
    ['a start in 30 days', { rollout: { start_epoch: NOW + 30 * DAY, duration_minutes: 1 } }, []],
    ['a start in the past', { rollout: { start_epoch: NOW - 30 * DAY, duration_minutes: 1 } }, []],
    ['a pause since an hour', { rollout: { start_epoch: NOW - 3600, start_percentage: 0.5 } }, []],
    [
      'a pause since two days',
      { rollout: { start_epoch: NOW - 2 * DAY, start_percentage: 0.5 } },
      [`warning paused_for_long ${AT}/rollout`],
    ],
  ])('%s', (_, metadata, expected) => {
    expect(withSections(metadata)).toEqual(expected);
  });
});

test('findings stand at the later entry where a version has two', () => {
  const entry = (reason: string) => ({ version: 'v', metadata: { barrier: { reason } } });
  expect(drawn(withVersion('v'), updatesOf(entry(''), entry('-')))).toEqual([
    'error invalid_reason updates /releases/1/metadata/barrier/reason',
  ]);
});

test.each(['stable', '2403-LTS'])('the example data of %s have no finding', (stream) => {
  const read = (path: string): unknown =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../../graph-data', path), 'utf8'));
  const at = Date.parse('2026-11-22T12:00:00Z') / 1000;
  expect(drawn(read(`streams/${stream}/releases.json`), read(`updates/${stream}.json`), at)).toEqual([]);
});
