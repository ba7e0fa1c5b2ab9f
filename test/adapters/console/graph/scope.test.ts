import { describe, expect, test } from 'vitest';
import { schemesOf, scopeOf } from '../../../../src/adapters/console/graph/scope.js';

const BASEARCHES = [
  { basearch: 'aarch64', schemes: ['checksum'] },
  { basearch: 'riscv64', schemes: ['oci'] },
  { basearch: 'x86_64', schemes: ['checksum', 'oci'] },
].map(({ basearch, schemes }) => ({
  basearch,
  schemes: schemes.map((scheme) => ({
    scheme: scheme === 'oci' ? ('oci' as const) : ('checksum' as const),
    ...{ nodes: 1, edges: 0, newest: 'v', newest_for_all: null },
  })),
}));

const wanted = (basearch: string | null, scheme: 'checksum' | 'oci' | null) => ({ basearch, scheme });

describe('the scope', () => {
  test.each([
    [
      'is x86_64 where it is there',
      BASEARCHES,
      wanted(null, null),
      { basearch: 'x86_64', scheme: 'checksum' },
    ],
    [
      'is the first one else',
      BASEARCHES.slice(0, 2),
      wanted(null, null),
      { basearch: 'aarch64', scheme: 'checksum' },
    ],
    [
      'has the scheme that is there',
      BASEARCHES,
      wanted('riscv64', null),
      { basearch: 'riscv64', scheme: 'oci' },
    ],
    ['is what is wanted', BASEARCHES, wanted('x86_64', 'oci'), { basearch: 'x86_64', scheme: 'oci' }],
    [
      'is what is wanted, also if it is not there',
      BASEARCHES,
      wanted('s390x', 'oci'),
      { basearch: 's390x', scheme: 'oci' },
    ],
    [
      'is known before the stream is, if all of it is wanted',
      null,
      wanted('s390x', 'oci'),
      { basearch: 's390x', scheme: 'oci' },
    ],
    ['is not known before the stream is', null, wanted(null, 'oci'), null],
    ['waits for the stream to choose a scheme', null, wanted('x86_64', null), null],
    ['is none of an empty stream', [], wanted(null, null), null],
  ])('%s', (_, basearches, want, expected) => {
    expect(scopeOf(basearches, want)).toEqual(expected);
  });

  test('has the schemes of its basearch', () => {
    expect([
      schemesOf(BASEARCHES, 'x86_64'),
      schemesOf(BASEARCHES, 'none'),
      schemesOf(null, 'x86_64'),
    ]).toEqual([['checksum', 'oci'], [], []]);
  });
});
