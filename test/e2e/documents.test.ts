import { HttpSource } from '../../src/adapters/documents/http-source.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { readDocuments } from '../../src/graph/documents.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { RunningApp } from './running-app.js';

let app: RunningApp;

const REASON = 'https://example.com/why';
const [checksum, oci] = ['c'.repeat(64), `registry.example/os@sha256:${'d'.repeat(64)}`];

beforeAll(async () => {
  app = await RunningApp.start({});
  const releases = [
    release('1', {
      payloads: [
        { basearch: 'aarch64', scheme: 'checksum', payload: checksum },
        { basearch: 'x86_64', scheme: 'oci', payload: oci },
      ],
      barrier: { reason: REASON, basearches: ['aarch64'] },
    }),
    release('2', { deadend: { reason: REASON, basearches: null } }),
    release('3', {
      rollout: { startEpoch: null, startFraction: -0, durationMinutes: null, basearches: null, pause: null },
    }),
    release('4', {
      rollout: {
        startEpoch: 7,
        startFraction: null,
        durationMinutes: 9,
        basearches: ['x86_64'],
        pause: null,
      },
    }),
  ];
  await app.store.change(
    'stable',
    (current) => ({
      ...releasesAre(...releases)(current),
      aliases: ['24.03'],
      description: 'slow & steady',
    }),
    NOTE,
  );
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const lastModified = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

describe('the release index', () => {
  test.each(['stable', '24.03'])('of %s is what the reference server reads', async (name) => {
    const { status, body, headers } = await app.get(`/prod/streams/${name}/releases.json`);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toEqual({
      stream: 'stable',
      metadata: { 'last-modified': lastModified },
      note: expect.any(String),
      releases: [
        {
          version: '1',
          metadata: 'https://example.com/1',
          commits: [{ architecture: 'aarch64', checksum }],
          'oci-images': [{ architecture: 'x86_64', image: 'registry.example/os', 'digest-ref': oci }],
        },
        ...['2', '3', '4'].map((version) => ({
          version,
          metadata: `https://example.com/${version}`,
          commits: [{ architecture: 'x86_64', checksum: release(version).payloads[0]?.payload }],
        })),
      ],
    });
  });
});

test('an extended release index says what the stream goes by, before all that the plain one says', async () => {
  const plain = await app.get('/prod/streams/stable/releases.json');
  const extended = await app.get('/prod/streams/stable/releases.json?extended=true');
  expect(extended.body).toEqual({ ...plain.body, 'stream-aliases': ['24.03'], description: 'slow & steady' });
  expect(Object.keys(plain.body)).toEqual(['stream', 'metadata', 'note', 'releases']);
});

test.each([
  ['stable', ['24.03']],
  ['24.03', []],
])('another Roost that follows %s reads all that there is', async (name, aliases) => {
  const source = new HttpSource(await app.app.getUrl(), [name]);
  const first = await source.read(name);
  const { index, updates, profile } = first.parse();
  expect(profile).toEqual({ aliases, description: 'slow & steady' });
  const stored = app.app.get(Snapshots).find('stable')?.stream.releases;
  expect(readDocuments(index, updates).releases).toEqual(stored);
  expect((await source.read(name)).digest).toBe(first.digest);
});

describe('the updates metadata', () => {
  test('say of limited sections what is safe for all', async () => {
    const { status, text } = await app.get('/updates/24.03.json');
    expect(status).toBe(200);
    // Minus zero survives, and a limited rollout is left out.
    expect(text).toContain('"start_percentage":-0.0');
    expect(JSON.parse(text)).toEqual({
      stream: 'stable',
      metadata: { 'last-modified': lastModified },
      releases: [
        { version: '1', metadata: { barrier: { reason: REASON } } },
        { version: '2', metadata: { deadend: { reason: REASON } } },
        { version: '3', metadata: { rollout: { start_percentage: -0 } } },
      ],
    });
  });

  test('say it as it is when they are asked to', async () => {
    const { body } = await app.get('/updates/stable.json?extended=true');
    expect(body.releases).toEqual([
      { version: '1', metadata: { barrier: { reason: REASON, basearches: ['aarch64'] } } },
      { version: '2', metadata: { deadend: { reason: REASON } } },
      { version: '3', metadata: { rollout: { start_percentage: -0 } } },
      {
        version: '4',
        metadata: { rollout: { start_epoch: 7, duration_minutes: 9, basearches: ['x86_64'] } },
      },
    ]);
  });
});

describe.each(['/prod/streams/stable/releases.json', '/updates/stable.json'])('%s', (path) => {
  test('is not sent twice', async () => {
    const { headers } = await app.get(path);
    expect(headers['etag']).toMatch(/^"1\.[\w-]{22}"$/);
    const byTag = await app.get(path).set('If-None-Match', String(headers['etag']));
    const byTime = await app.get(path).set('If-Modified-Since', String(headers['last-modified']));
    expect([byTag.status, byTag.text, byTime.status, byTime.text]).toEqual([304, '', 304, '']);
    expect((await app.get(path).set('If-None-Match', '"0.x"')).status).toBe(200);
  });

  test('refuses what it does not understand', async () => {
    const { status, body } = await app.get(`${path}?extended=yes`);
    expect([status, body]).toEqual([
      400,
      { kind: 'invalid_params', value: 'extended must be true or false, or be left out for false' },
    ]);
  });

  test('of an unknown stream names those there are', async () => {
    const { status, body } = await app.get(path.replace('stable', 'nope'));
    expect([status, body]).toEqual([
      404,
      { kind: 'unknown_stream', value: 'no such stream here; there is stable' },
    ]);
  });

  test('can only be read', async () => {
    const { status, body, headers } = await app.request('put', path);
    expect([status, body]).toEqual([
      405,
      { kind: 'method_not_allowed', value: 'this can only be read: use GET' },
    ]);
    expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
  });
});

test('a section that is limited to basearches changes their graphs only', async () => {
  const graphOf = async (scope: string) => (await app.get(`/v1/graph?stream=stable&${scope}`)).body;
  app.clock.at = 10_000;
  const x86 = await graphOf('basearch=x86_64');
  expect(x86.nodes.map(({ version }: { version: string }) => version)).toEqual(['2', '3', '4']);
  expect(x86.edges).toEqual([[1, 2]]);
  const [barrier] = (await graphOf('basearch=aarch64')).nodes;
  expect(barrier.metadata).toHaveProperty(['org.fedoraproject.coreos.updates.barrier'], 'true');
  const [free] = (await graphOf('basearch=x86_64&oci=true')).nodes;
  expect(free.metadata).not.toHaveProperty(['org.fedoraproject.coreos.updates.barrier']);
});
