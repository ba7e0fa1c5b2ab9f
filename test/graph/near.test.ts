import { describe, expect, test } from 'vitest';
import { bareRelease, type Scheme } from '../../src/graph/model.js';
import { nearReleases, type Stranger } from '../../src/graph/near.js';
import { digestOf } from './aliased-streams.js';

const image = (number: number, repository = 'registry.example/os') => `${repository}@${digestOf(number)}`;
const checksum = (number: number) => digestOf(number).slice('sha256:'.length).split('').reverse().join('');

function release(version: string, number: number, basearches: readonly string[] = ['x86_64', 'aarch64']) {
  const payloads = basearches.flatMap((basearch, i) => [
    { basearch, scheme: 'checksum', payload: checksum(number + 100 * i) } as const,
    { basearch, scheme: 'oci', payload: image(number + 100 * i) } as const,
  ]);
  return bareRelease(version, '', payloads);
}

const STREAMS = [
  {
    name: 'next',
    releases: [release('45.20260801.1.0', 31), release('44.20260721.3.0', 7), release('45.20260815.1.0', 6)],
  },
  {
    name: 'stable',
    releases: [
      release('44.20260607.3.0', 1, ['aarch64']),
      release('44.20260607.3.1', 2),
      release('44.20260621.3.0', 3),
      release('44.20260621.3.1', 4),
      release('44.20260707.3.0', 5),
      release('44.20260707.3.1', 6),
      release('44.20260721.3.0', 7),
    ],
  },
];

describe('a stranger in stable that runs', () => {
  test.each<[string, Partial<Stranger>, readonly string[]]>([
    ['nothing that says anything', { payload: 'f'.repeat(64) }, []],
    [
      'another build of a version',
      { payload: 'f'.repeat(64), version: '44.20260707.3.1' },
      ['same_version 44.20260707.3.1'],
    ],
    ['a version that is not there for it', { version: '44.20260607.3.0' }, ['not_in_scope 44.20260607.3.0']],
    [
      'the payload of another basearch',
      { payload: checksum(103) },
      ['elsewhere 44.20260621.3.0 aarch64 checksum'],
    ],
    ['the payload of the other scheme', { payload: image(3) }, ['elsewhere 44.20260621.3.0 x86_64 oci']],
    [
      'a payload of another stream',
      { payload: checksum(31) },
      ['elsewhere next/45.20260801.1.0 x86_64 checksum'],
    ],
    [
      'the image of another basearch from another repository',
      { scheme: 'oci', payload: image(103, 'mirror.example/os') },
      ['elsewhere 44.20260621.3.0 aarch64 oci'],
    ],
    ['the beginning of a payload', { payload: checksum(4).slice(0, 8) }, ['cut_short 44.20260621.3.1']],
    [
      'a payload in capitals, with blanks',
      { payload: ` ${checksum(3).toUpperCase()} ` },
      ['cut_short 44.20260621.3.0'],
    ],
    ['so little of a payload that it says nothing', { payload: checksum(4).slice(0, 6) }, []],
    [
      'a payload of one release that says it is another',
      { payload: checksum(31), version: '44.20260707.3.1' },
      ['elsewhere next/45.20260801.1.0 x86_64 checksum', 'same_version 44.20260707.3.1'],
    ],
    [
      'a version that is not there, by the most alike, newest first',
      { version: '44.20260707.3.2' },
      ['44.20260707.3.1', '44.20260707.3.0', '44.20260721.3.0', '44.20260621.3.1', '44.20260621.3.0'].map(
        (version) => `similar_version ${version}`,
      ),
    ],
    ['a version like nothing here', { version: '24.03-LTS' }, []],
    [
      'a payload that two streams have, and says which of them it is',
      { payload: checksum(106), version: '44.20260707.3.1' },
      ['elsewhere 44.20260707.3.1 aarch64 checksum', 'elsewhere next/45.20260815.1.0 aarch64 checksum'],
    ],
    ['nothing', {}, []],
  ])('%s', (_, said, expected) => {
    const scheme: Scheme = 'checksum';
    const stranger = { stream: 'stable', basearch: 'x86_64', scheme, payload: null, version: null, ...said };
    const near = nearReleases(STREAMS, stranger).map(({ clue, stream, version, ...place }) => {
      const where = clue === 'elsewhere' ? ` ${place.basearch} ${place.scheme}` : '';
      return `${clue} ${stream === 'stable' ? '' : `${stream}/`}${version}${where}`;
    });
    expect(near).toEqual(expected);
  });
});
