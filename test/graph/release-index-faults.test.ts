import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/graph/problem.js';
import { readReleaseIndex } from '../../src/graph/release-index.js';
import { documentOf, drawnFaults, indexOf } from './document.js';

function faultsOf(value: unknown, ...repeated: readonly string[]): readonly Fault[] {
  const faults: Fault[] = [];
  readReleaseIndex(documentOf('releases.json', value, ...repeated), faults);
  return faults;
}

const RELEASE = { version: 'v', metadata: 'https://x' };
const COMMIT = { architecture: 'x86_64', checksum: 'c' };
const IMAGE = { architecture: 'x86_64', image: 'quay.io/x', 'digest-ref': 'quay.io/x@sha256:0' };

function withCommits(...commits: readonly unknown[]) {
  return indexOf({ ...RELEASE, commits });
}

function withImages(...images: readonly unknown[]) {
  return indexOf({ ...RELEASE, 'oci-images': images });
}

describe('a release index is refused', () => {
  test.each([
    ['when it is a list', [], 'wrong_type '],
    ['when it is null', null, 'wrong_type '],
    ['when it is text', '<html>', 'wrong_type '],
    ['without releases', {}, 'missing_field /releases'],
    ['when releases are null', { releases: null }, 'missing_field /releases'],
    ['when releases are an object', { releases: {} }, 'wrong_type /releases'],
    ['when a release is text', indexOf('v'), 'wrong_type /releases/0'],
    ['when a release is null', indexOf(RELEASE, null), 'wrong_type /releases/1'],
    ['when a release is a list', indexOf(['v', 'https://x']), 'wrong_type /releases/0'],
    ['when a version is missing', indexOf({ metadata: '' }), 'missing_field /releases/0/version'],
    ['when a version is null', indexOf({ ...RELEASE, version: null }), 'missing_field /releases/0/version'],
    ['when a version is a number', indexOf({ ...RELEASE, version: 44.2 }), 'wrong_type /releases/0/version'],
    [
      'when a version holds a NUL',
      indexOf({ ...RELEASE, version: '\0' }),
      'invalid_text /releases/0/version',
    ],
    ['when a version is there twice', indexOf(RELEASE, RELEASE), 'duplicate_version /releases/1/version'],
    ['when metadata are missing', indexOf({ version: 'v' }), 'missing_field /releases/0/metadata'],
    ['when metadata are no text', indexOf({ ...RELEASE, metadata: {} }), 'wrong_type /releases/0/metadata'],
    ['when commits are an object', indexOf({ ...RELEASE, commits: {} }), 'wrong_type /releases/0/commits'],
    ['when commits are text', indexOf({ ...RELEASE, commits: 'c' }), 'wrong_type /releases/0/commits'],
    ['when a commit is null', withCommits(null), 'wrong_type /releases/0/commits/0'],
    ['when a commit is text', withCommits(COMMIT, 'c'), 'wrong_type /releases/0/commits/1'],
    [
      'when a commit has no architecture',
      withCommits({ checksum: 'c' }),
      'missing_field /releases/0/commits/0/architecture',
    ],
    [
      'when a commit has no checksum',
      withCommits({ architecture: 'a' }),
      'missing_field /releases/0/commits/0/checksum',
    ],
    [
      'when a checksum is a number',
      withCommits({ ...COMMIT, checksum: 1 }),
      'wrong_type /releases/0/commits/0/checksum',
    ],
    [
      'when a checksum is half a surrogate pair',
      withCommits({ ...COMMIT, checksum: '\ud800' }),
      'invalid_text /releases/0/commits/0/checksum',
    ],
    [
      'when images are an object',
      indexOf({ ...RELEASE, 'oci-images': {} }),
      'wrong_type /releases/0/oci-images',
    ],
    ['when an image is a list', withImages(['a', 'b', 'c']), 'wrong_type /releases/0/oci-images/0'],
    [
      'when an image has no architecture',
      withImages({ ...IMAGE, architecture: null }),
      'missing_field /releases/0/oci-images/0/architecture',
    ],
    [
      'when an image has no name',
      withImages({ ...IMAGE, image: undefined }),
      'missing_field /releases/0/oci-images/0/image',
    ],
    [
      'when the name of an image is no text',
      withImages({ ...IMAGE, image: 1 }),
      'wrong_type /releases/0/oci-images/0/image',
    ],
    [
      'when an image has no digest-ref',
      withImages({ ...IMAGE, 'digest-ref': null }),
      'missing_field /releases/0/oci-images/0/digest-ref',
    ],
    [
      'when a digest-ref has no digest',
      withImages({ ...IMAGE, 'digest-ref': 'quay.io/x:1' }),
      'invalid_payload /releases/0/oci-images/0/digest-ref',
    ],
    [
      'when a digest is no sha256',
      withImages({ ...IMAGE, 'digest-ref': 'x@sha512:0' }),
      'invalid_payload /releases/0/oci-images/0/digest-ref',
    ],
  ])('%s', (_, value, expected) => {
    expect(drawnFaults(faultsOf(value))).toEqual([expected]);
  });

  test.each([
    ['/releases', true],
    ['/releases/0/version', true],
    ['/releases/0/metadata', true],
    ['/releases/0/commits', true],
    ['/releases/0/commits/0/architecture', true],
    ['/releases/0/commits/0/checksum', true],
    ['/releases/0/oci-images', true],
    ['/releases/0/oci-images/0/image', true],
    ['/releases/0/oci-images/0/digest-ref', true],
    ['/note', false],
    ['/releases/0/note', false],
    ['/releases/0/commits/0/size', false],
  ])('when %s stands twice: %s', (pointer, isRefused) => {
    const value = indexOf({ ...RELEASE, commits: [COMMIT], 'oci-images': [IMAGE] });
    expect(drawnFaults(faultsOf(value, pointer))).toEqual(isRefused ? [`duplicate_key ${pointer}`] : []);
  });

  test('with the place of the first when a version is there twice', () => {
    expect(faultsOf(indexOf(RELEASE, RELEASE))[0]?.message).toBe('v is at /releases/0 already; keep one');
  });

  test('with a fault for each release without a version, and none for their being alike', () => {
    const faults = faultsOf(indexOf({ metadata: '' }, { metadata: '' }));
    expect(drawnFaults(faults)).toEqual([
      'missing_field /releases/0/version',
      'missing_field /releases/1/version',
    ]);
  });
});
