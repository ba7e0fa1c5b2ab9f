import { describe, expect, test } from 'vitest';
import { readReleaseIndex, writeReleaseIndex } from '../../src/graph/release-index.js';
import type { Fault } from '../../src/graph/problem.js';
import { documentOf, indexOf } from './document.js';
import { releaseOf } from './draw.js';

function read(value: unknown) {
  const faults: Fault[] = [];
  const releases = readReleaseIndex(documentOf('releases.json', value), faults);
  return { releases, faults };
}

const RELEASE = { version: 'v', metadata: 'https://x' };
const COMMIT = { architecture: 'x86_64', checksum: 'c' };
const IMAGE = { architecture: 'x86_64', image: 'quay.io/x', 'digest-ref': 'quay.io/x@sha256:0' };

describe('the payloads of a release', () => {
  const drawn = (release: object) =>
    read(indexOf({ ...RELEASE, ...release })).releases[0]!.payloads.map(
      ({ basearch, scheme, payload }) => `${basearch} ${scheme} ${payload}`,
    );
  const commitsOf = (...commits: readonly (readonly [string, string])[]) => ({
    commits: commits.map(([architecture, checksum]) => ({ architecture, checksum })),
  });

  test.each([
    ['none without commits and images', {}, []],
    ['none where they are null', { commits: null, 'oci-images': null }, []],
    ['none where they are empty', { commits: [], 'oci-images': [] }, []],
    ['none for a checksum without a character', commitsOf(['x86_64', '']), []],
    ['none for a digest-ref without a character', { 'oci-images': [{ ...IMAGE, 'digest-ref': '' }] }, []],
    ['none for an architecture without a character', commitsOf(['', 'c']), []],
    ['the last of one architecture', commitsOf(['x86_64', '1'], ['x86_64', '2']), ['x86_64 checksum 2']],
    ['the last that is not empty', commitsOf(['x86_64', '1'], ['x86_64', '']), ['x86_64 checksum 1']],
    ['arm64 as aarch64', commitsOf(['arm64', '1']), ['aarch64 checksum 1']],
    ['amd64 as x86_64', commitsOf(['amd64', '1']), ['x86_64 checksum 1']],
    ['a synonym after the name', commitsOf(['x86_64', '1'], ['amd64', '2']), ['x86_64 checksum 2']],
    [
      'sorted by architecture',
      commitsOf(['x86_64', '1'], ['aarch64', '2']),
      ['aarch64 checksum 2', 'x86_64 checksum 1'],
    ],
    [
      'both schemes',
      { commits: [COMMIT], 'oci-images': [IMAGE] },
      ['x86_64 checksum c', 'x86_64 oci quay.io/x@sha256:0'],
    ],
    ['the whole digest-ref', { 'oci-images': [IMAGE] }, ['x86_64 oci quay.io/x@sha256:0']],
  ])('are %s', (_, release, expected) => {
    expect(drawn(release)).toEqual(expected);
    expect(read(indexOf({ ...RELEASE, ...release })).faults).toEqual([]);
  });
});

test('what is read beside them is the version, the URL and the place, in the order of the document', () => {
  const value = indexOf(
    { version: '2', metadata: '' },
    { version: '1', metadata: 'https://1', note: { x: '\0' } },
  );
  expect(read({ stream: 5, note: [], ...value })).toEqual({
    releases: [
      { version: '2', metadataUrl: '', payloads: [], aliases: [], path: '/releases/0' },
      { version: '1', metadataUrl: 'https://1', payloads: [], aliases: [], path: '/releases/1' },
    ],
    faults: [],
  });
});

test('a release index is written as the reference reads it, images only where there are some', () => {
  const image = { basearch: 'aarch64', scheme: 'oci', payload: 'quay.io/x@sha256:0' } as const;
  const old = releaseOf('1', 1);
  const young = { ...releaseOf('2', 2), metadataUrl: 'https://2', payloads: [image] };
  const form = { lastModified: '2026-11-22T12:00:00Z', dialect: 'plain' } as const;
  expect(writeReleaseIndex('stable', [old, young], form)).toEqual({
    stream: 'stable',
    metadata: { 'last-modified': '2026-11-22T12:00:00Z' },
    note: expect.stringContaining('oldest release first'),
    releases: [
      { version: '1', metadata: '', commits: [{ architecture: 'x86_64', checksum: `${'0'.repeat(63)}1` }] },
      {
        version: '2',
        metadata: 'https://2',
        commits: [],
        'oci-images': [{ architecture: 'aarch64', image: 'quay.io/x', 'digest-ref': 'quay.io/x@sha256:0' }],
      },
    ],
  });
});

test('aliases of payloads stand in an extended release index only', () => {
  const alias = {
    basearch: 'aarch64',
    scheme: 'oci',
    payload: 'quay.io/x@sha256:1',
    reason: 'labels',
  } as const;
  const releases = [releaseOf('1', 1), { ...releaseOf('2', 2), aliases: [alias] }];
  const written = (dialect: 'plain' | 'extended') =>
    writeReleaseIndex('stable', releases, { lastModified: '2026-11-22T12:00:00Z', dialect });
  const [one, two] = ['1', '2'].map((version) => ({
    version,
    metadata: '',
    commits: [{ architecture: 'x86_64', checksum: `${'0'.repeat(63)}${version}` }],
  }));
  expect(written('plain')).toMatchObject({ releases: [one, two] });
  expect(JSON.stringify(written('plain'))).not.toContain('aliases');
  // Anybody may read it: why operators did that is not theirs to know.
  const told = [{ architecture: 'aarch64', scheme: 'oci', payload: 'quay.io/x@sha256:1' }];
  expect(written('extended')).toHaveProperty('releases', [one, { ...two, 'payload-aliases': told }]);
});

test('what a stream goes by stands in an extended release index only', () => {
  const profile = { aliases: ['24.03'], description: 'slow' };
  const form = { lastModified: '2026-11-22T12:00:00Z', dialect: 'extended' } as const;
  const said = { 'stream-aliases': ['24.03'], description: 'slow' };
  expect(writeReleaseIndex('stable', [], { ...form, profile })).toMatchObject(said);
  const nothing = { aliases: [], description: '' };
  const saidToo = { 'stream-aliases': [], description: '' };
  expect(writeReleaseIndex('stable', [], { ...form, profile: nothing })).toMatchObject(saidToo);
  const plain = { ...form, dialect: 'plain' } as const;
  const without = JSON.stringify(writeReleaseIndex('stable', [], plain));
  expect(JSON.stringify(writeReleaseIndex('stable', [], { ...plain, profile }))).toBe(without);
  expect(without).not.toMatch(/alias|description/);
});

test.each([
  [{}, ''],
  [{ reason: null }, ''],
  [{ reason: 'labels' }, 'labels'],
])('the reason of an alias is read where there is one: %j', (more, reason) => {
  const alias = { architecture: 'arm64', scheme: 'checksum', payload: 'a', ...more };
  const { releases, faults } = read({
    releases: [{ version: '1', metadata: '', 'payload-aliases': [alias] }],
  });
  expect([releases[0]?.aliases, faults]).toEqual([
    [{ basearch: 'aarch64', scheme: 'checksum', payload: 'a', reason }],
    [],
  ]);
});
