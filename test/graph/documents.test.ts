import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesIn, readDocuments } from '../../src/graph/documents.js';
import { jsonText } from '../../src/graph/json-cursor.js';
import { partKey } from '../../src/graph/places.js';
import { writeReleaseIndex } from '../../src/graph/release-index.js';
import { writeUpdatesMetadata } from '../../src/graph/updates-metadata.js';
import { streams } from './arbitrary.js';
import { documentOf, drawnFaults, indexOf, problemOf, updatesOf } from './document.js';
import { rolloutOf } from './draw.js';

const read = (index: unknown, updates: unknown) =>
  readDocuments(documentOf('releases.json', index), documentOf('updates.json', updates));

const A = { version: 'a', metadata: 'https://a' };
const B = { version: 'b', metadata: 'https://b', commits: [{ architecture: 'x86_64', checksum: 'c' }] };
const BARRIER = { reason: 'x' };

describe('the documents of a stream, put together', () => {
  test('are its releases in the order of the release index, with what the updates metadata say of each', () => {
    const updates = updatesOf(
      { version: 'b', metadata: { rollout: { start_percentage: 1 } } },
      { version: 'a', metadata: { barrier: BARRIER } },
    );
    const rollout = rolloutOf(null, 1, null);
    expect(read(indexOf(B, A), updates).releases).toEqual([
      {
        version: 'b',
        metadataUrl: 'https://b',
        payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload: 'c' }],
        barrier: null,
        deadend: null,
        rollout,
        aliases: [],
        retired: null,
        followed: null,
      },
      {
        version: 'a',
        metadataUrl: 'https://a',
        payloads: [],
        barrier: { reason: 'x', basearches: null },
        deadend: null,
        rollout: null,
        aliases: [],
        retired: null,
        followed: null,
      },
    ]);
  });

  test('merge several entries of one version field by field, the later one first', () => {
    const [release] = read(
      indexOf(A),
      updatesOf(
        { version: 'a', metadata: { barrier: BARRIER, rollout: { start_epoch: 5, duration_minutes: 60 } } },
        { version: 'a', metadata: { deadend: { reason: 'y' }, barrier: null } },
        { version: 'a', metadata: { barrier: { reason: 'z' }, rollout: { start_epoch: 6 } } },
      ),
    ).releases;
    expect(release).toMatchObject({
      barrier: { reason: 'z' },
      deadend: { reason: 'y' },
      rollout: rolloutOf(6, null, 60),
    });
  });

  test('know what is said of versions that do not exist, and ignore it', () => {
    const { releases, strays } = read(
      indexOf(A),
      updatesOf({ version: 'z', metadata: { barrier: BARRIER } }, { version: 'a', metadata: {} }),
    );
    expect(releases).toMatchObject([{ version: 'a', barrier: null }]);
    expect(strays).toEqual([{ version: 'z', place: { document: 'updates.json', path: '/releases/0' } }]);
  });

  test('know where each part stands, the later entry for a section that is in two', () => {
    const { places } = read(
      indexOf(B, A),
      updatesOf(
        { version: 'a', metadata: { barrier: BARRIER, rollout: {} } },
        { version: 'a', metadata: { deadend: BARRIER, barrier: BARRIER } },
      ),
    );
    expect([...places].map(([key, { document, path }]) => `${key}: ${document} ${path}`)).toEqual([
      'version b: releases.json /releases/0/version',
      'payloads b: releases.json /releases/0',
      'version a: releases.json /releases/1/version',
      'payloads a: releases.json /releases/1',
      'barrier a: updates.json /releases/1/metadata/barrier',
      'rollout a: updates.json /releases/0/metadata/rollout',
      'deadend a: updates.json /releases/1/metadata/deadend',
    ]);
    expect(places.get(partKey('a', 'rollout'))?.path).toBe('/releases/0/metadata/rollout');
  });

  test.each([
    ['rollout', 'start', '/releases/0/metadata/rollout/start_epoch'],
    ['rollout', 'duration', '/releases/0/metadata/rollout/duration_minutes'],
    ['rollout', 'start_fraction', '/releases/0/metadata/rollout/start_percentage'],
    ['rollout', 'basearches', '/releases/0/metadata/rollout'],
    ['rollout', null, '/releases/0/metadata/rollout'],
    ['barrier', 'reason', '/releases/0/metadata/barrier/reason'],
  ] as const)('know where the %s has its %s', (...[part, field, path]) => {
    const documents = read(
      indexOf(A),
      updatesOf({ version: 'a', metadata: { barrier: BARRIER, rollout: {} } }),
    );
    const spot = { version: 'a', part, field, payload: null };
    expect(placesIn(documents).placeOf(spot)).toEqual({ document: 'updates.json', path });
  });

  test.each([
    ['a part that is not there', 'a', 'barrier'],
    ['a release that is not there', 'z', 'version'],
  ] as const)('have no place for %s', (...[, version, part]) => {
    const spot = { version, part, field: 'reason', payload: null } as const;
    expect(placesIn(read(indexOf(A), updatesOf())).placeOf(spot)).toEqual({ document: '', path: '' });
  });

  test('may belong to streams that are called otherwise', () => {
    const updates = { ...updatesOf(), stream: 'another' };
    expect(read({ ...indexOf(A), stream: 'one' }, updates).releases).toHaveLength(1);
  });
});

describe('the documents of a stream are refused whole', () => {
  test('with every fault of both at once', () => {
    const problem = problemOf(() =>
      read(
        indexOf({ version: 1 }, { ...A, commits: [{ architecture: 'x86_64' }, 5] }),
        updatesOf(
          {
            version: 'a',
            metadata: { barrier: {}, rollout: { start_percentage: 100, duration_minutes: -1 } },
          },
          { version: 'a' },
        ),
      ),
    );
    expect(problem.kind).toBe('invalid_document');
    expect(problem.faults.map(({ document, code, path }) => `${document} ${code} ${path}`)).toEqual([
      'releases.json wrong_type /releases/0/version',
      'releases.json missing_field /releases/0/metadata',
      'releases.json missing_field /releases/1/commits/0/checksum',
      'releases.json wrong_type /releases/1/commits/1',
      'updates.json missing_field /releases/0/metadata/barrier/reason',
      'updates.json fraction_out_of_range /releases/0/metadata/rollout/start_percentage',
      'updates.json wrong_type /releases/0/metadata/rollout/duration_minutes',
      'updates.json missing_field /releases/1/metadata',
    ]);
  });

  test.each([
    [
      'two faults',
      indexOf(A),
      {},
      'updates.json: /stream: "stream" is missing or null; it is mandatory here, and 1 more',
    ],
    ['a fault of the whole', indexOf(A), [], 'updates.json: (root): expected an object, found a list'],
    ['the index first', { releases: 1 }, 5, 'releases.json: /releases: expected a list, found 1, and 1 more'],
  ])(
    'and the sentence names the first fault and how many there are: %s',
    (...[, index, updates, sentence]) => {
      expect(problemOf(() => read(index, updates)).value).toBe(sentence);
    },
  );

  test('when a key stands twice that matters', () => {
    const problem = problemOf(() =>
      readDocuments(
        documentOf('releases.json', indexOf(A), '/releases/0/version', '/note'),
        documentOf('updates.json', updatesOf(), '/releases', '/stream', '/metadata'),
      ),
    );
    expect(drawnFaults(problem.faults)).toEqual([
      'duplicate_key /releases/0/version',
      'duplicate_key /stream',
      'duplicate_key /releases',
    ]);
  });
});

test('documents that were written are read again as the same stream', () => {
  fc.assert(
    fc.property(streams, (releases) => {
      const options = { lastModified: '2026-11-22T12:00:00Z', dialect: 'plain' } as const;
      const index = jsonText(writeReleaseIndex('s', releases, options), 1);
      const updates = jsonText(writeUpdatesMetadata('s', releases, options));
      const again = read(JSON.parse(index), JSON.parse(updates));
      expect(again.releases).toStrictEqual(releases);
      expect(again.strays).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
