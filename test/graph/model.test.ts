import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBasearch, isName, SCHEMES, sortPayloads } from '../../src/graph/model.js';

describe('the name of a basearch', () => {
  test.each([
    ['arm64', 'aarch64'],
    ['amd64', 'x86_64'],
    ['aarch64', 'aarch64'],
    ['x86_64', 'x86_64'],
    ['s390x', 's390x'],
    ['ARM64', 'ARM64'],
    ['', ''],
    ['constructor', 'constructor'],
  ])('%s is ours as %s', (name, expected) => {
    expect(canonicalBasearch(name)).toBe(expected);
  });
});

describe('a name', () => {
  test.each(['stable', '2403-LTS', 'x86_64', '0', 'a.b-c_d', 'a'.repeat(64)])('may be %s', (text) => {
    expect(isName(text)).toBe(true);
  });

  test.each(['', '.', '..', '-a', '_a', ' a', 'a ', 'a/b', 'a\n', 'ä', 'a%2f', 'a'.repeat(65)])(
    'may not be %j',
    (text) => {
      expect(isName(text)).toBe(false);
    },
  );
});

describe('payloads', () => {
  const payloadOf = (drawing: string) => {
    const [basearch = '', scheme] = drawing.split('/');
    return { basearch, scheme: scheme === 'oci' ? SCHEMES[1] : SCHEMES[0], payload: 'p' };
  };
  const drawn = (drawings: readonly string[]) =>
    sortPayloads(drawings.map(payloadOf)).map(({ basearch, scheme }) => `${basearch}/${scheme}`);

  test('are sorted by basearch, then scheme, capitals first', () => {
    expect(drawn(['x86_64/oci', 'aarch64/oci', 'x86_64/checksum', 'Z/oci', 'aarch64/checksum'])).toEqual([
      ...['Z/oci', 'aarch64/checksum', 'aarch64/oci', 'x86_64/checksum', 'x86_64/oci'],
    ]);
  });

  test('are in the same order whatever order they come in', () => {
    const all = ['a', 'b', 'ab', 'x86_64', 'x86'].flatMap((one) => [`${one}/oci`, `${one}/checksum`]);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(drawn(shuffled)).toEqual(drawn(all));
      }),
    );
  });

  test('that are given stay as they are', () => {
    const given = ['b', 'a'].map(payloadOf);
    sortPayloads(given);
    expect(given.map(({ basearch }) => basearch)).toEqual(['b', 'a']);
  });
});
