import { expect, test } from 'vitest';
import { newestOf } from '../../../../src/adapters/console/streams/newest.js';

const scheme = (scheme: 'checksum' | 'oci', newest: string, forAll: string | null = newest) => ({
  ...{ scheme, nodes: 2, edges: 1 },
  ...{ newest, newest_for_all: forAll },
});

test.each([
  [
    'the same everywhere is said once',
    [
      ['x86_64', [scheme('checksum', '44.1')]],
      ['aarch64', [scheme('checksum', '44.1')]],
    ],
    [['44.1', []]],
  ],
  [
    'an architecture that lags behind is named, the newest first',
    [
      ['aarch64', [scheme('checksum', '9.1')]],
      ['s390x', [scheme('checksum', '10.1')]],
    ],
    [
      ['10.1', ['s390x']],
      ['9.1', ['aarch64']],
    ],
  ],
  [
    'a scheme that lags behind is named with its architecture',
    [['x86_64', [scheme('checksum', '44.2'), scheme('oci', '44.1')]]],
    [
      ['44.2', ['x86_64 checksum']],
      ['44.1', ['x86_64 oci']],
    ],
  ],
  ['nothing where there is nothing', [], []],
] as const)('%s', (_, basearches, expected) => {
  const given = basearches.map(([basearch, schemes]) => ({ basearch, schemes }));
  const found = newestOf(given, 'newest').map(({ version, only }) => [version, only]);
  expect(found).toEqual(expected);
});

test('what nobody is offered yet is left out', () => {
  const given = [{ basearch: 'x86_64', schemes: [scheme('checksum', '44.1', null)] }];
  expect(newestOf(given, 'newest_for_all')).toEqual([]);
});
