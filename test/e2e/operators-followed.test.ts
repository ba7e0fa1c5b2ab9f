import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { indexOf } from '../application/releases.js';
import { drawn } from './drawn-answers.js';
import { GraphFolder } from './graph-folder.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const HOUR = 3600;
const LINK = 'https://x.example/why';
const HERE = 'https://x.example/here';

let folder: GraphFolder;
let app: RunningApp;

interface Said {
  readonly versions?: readonly string[];
  readonly sections?: Readonly<Record<string, object>>;
}

/** The source has 1; 2, a barrier; 3, for all; 4, half way; and whatever a test says of them. */
function sourceSays({ versions = ['1', '2', '3', '4'], sections = {} }: Said = {}): void {
  const said: Record<string, object> = {
    2: { barrier: { reason: LINK } },
    3: { rollout: { start_percentage: 1.0 } },
    4: { rollout: { start_epoch: NOW - 24 * HOUR, start_percentage: 0.0, duration_minutes: 2880 } },
    ...sections,
  };
  const releases = Object.entries(said).map(([version, metadata]) => ({ version, metadata }));
  folder.write('f', { index: indexOf(...versions), updates: { stream: 'f', releases } });
}

beforeEach(async () => {
  folder = new GraphFolder();
  sourceSays();
  app = await RunningApp.start({ graphData: folder.path, mode: 'follow', now: NOW, ownTime: true });
});

afterEach(async () => {
  await app.close();
  folder.remove();
});

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
const send = (method: Method, path: string, body?: object) =>
  app.as(ADMIN, method, `/admin/v1/streams/f${path}`).send(body);
const write = async (method: Method, path: string, body?: object) => drawn(await send(method, path, body));
const release = async (version: string) => (await send('get', `/releases/${version}`)).body;
const graph = async () => (await app.get('/v1/graph?stream=f&basearch=x86_64&rollout_wariness=0')).body;

const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: '5'.repeat(64) }];
const documents = { releases: indexOf('1'), updates: { stream: 'f', releases: [] } };

describe('a stream that follows a source', () => {
  test.each([
    ['post', '/releases', { version: '5', payloads }],
    ['post', '/releases/4/payloads', { payloads: [{ ...payloads[0], basearch: 'aarch64' }] }],
    ['post', '/releases/4/retire', { reason: LINK }],
    ['put', '/releases/4/rollout', { duration: '48h' }],
    ['post', '/releases/4/rollout/finish', { reason: LINK }],
    ['put', '/documents', documents],
    ['post', '/changes', { operations: [{ op: 'restore', revision: 1 }] }],
  ] as const)('takes no %s %s', async (method, path, body) => {
    const { status, body: problem } = await send(method, path, body);
    expect([status, problem.kind, problem.detail]).toEqual([
      ...[409, 'stream_follows_source', expect.stringContaining('PATCH {"source": "managed"}')],
    ]);
  });

  test('takes nothing away that the source has', async () => {
    expect(await write('delete', '/releases/2/barrier')).toEqual([
      '409 stream_follows_source',
      'stream_follows_source',
    ]);
    expect(await write('delete', '/releases/3/barrier')).toEqual(['200 r1 unchanged']);
  });
});

describe('what operators put over a source', () => {
  test('survives every refresh, and can be taken away again', async () => {
    expect(await write('put', '/releases/3/barrier', { reason: HERE })).toEqual([
      '200 r2',
      'x86_64 checksum ~3 -2>4',
    ]);
    expect(await write('put', '/releases/1/deadend', { reason: HERE })).toEqual([
      ...['200 r3', 'x86_64 checksum ~1 -1>2'],
    ]);
    expect(await write('post', '/releases/4/payload-aliases', { ...payloads[0], reason: HERE })).toEqual([
      '201 r4',
    ]);
    sourceSays({
      versions: ['1', '2', '3', '4', '5'],
      sections: { 5: { rollout: { start_percentage: 1.0 } } },
    });
    await app.ingest();
    expect((await graph()).nodes).toHaveLength(5);
    const local = { reason: HERE, basearches: null, origin: 'local' };
    expect((await release('3')).barrier).toEqual(local);
    expect((await release('1')).deadend).toEqual(local);
    expect((await release('2')).barrier).toEqual({ ...local, reason: LINK, origin: 'source' });
    const [alias] = (await release('4')).payload_aliases;
    expect(alias).toEqual({ id: expect.any(String), ...payloads[0], reason: HERE, origin: 'local' });

    expect((await write('delete', '/releases/3/barrier'))[0]).toBe('200 r6');
    expect((await write('delete', '/releases/1/deadend'))[0]).toBe('200 r7');
    expect((await write('delete', `/releases/4/payload-aliases/${alias.id}`))[0]).toBe('200 r8');
    await app.ingest();
    for (const version of ['1', '3', '4']) {
      expect(await release(version)).toMatchObject({ barrier: null, deadend: null, payload_aliases: [] });
    }
  });

  test('covers what the source says, and uncovers it', async () => {
    await write('put', '/releases/2/barrier', { reason: HERE });
    expect((await release('2')).barrier).toMatchObject({ reason: HERE, origin: 'local' });
    sourceSays({ sections: { 2: { barrier: { reason: 'https://x.example/later' } } } });
    await app.ingest();
    expect((await release('2')).barrier).toMatchObject({ reason: HERE, origin: 'local' });
    await write('delete', '/releases/2/barrier');
    expect((await release('2')).barrier).toMatchObject({
      reason: 'https://x.example/later',
      origin: 'source',
    });
  });

  test('holds a rollout, whatever the source makes of it', async () => {
    expect(await write('post', '/releases/4/rollout/pause', { reason: HERE })).toEqual([
      ...['200 r2', '4 2026-11-22T00:00:00Z 0.5', 'x86_64 checksum ~4'],
    ]);
    const rollout = { start_epoch: NOW - 24 * HOUR, start_percentage: 0.5, duration_minutes: 1440 };
    sourceSays({ sections: { 4: { rollout } } });
    app.clock.at = NOW + 12 * HOUR;
    await app.ingest();
    expect((await release('4')).rollout).toMatchObject({ state: 'paused', throttle: 0.5, origin: 'local' });
    expect((await write('post', '/releases/4/rollout/resume'))[0]).toBe('200 r4');
    expect((await release('4')).rollout).toMatchObject({
      state: 'active',
      throttle: 0.5,
      end: '2026-11-23T12:00:00Z',
    });
  });

  test('withdraws a rollout, until it is resumed', async () => {
    expect(await write('post', '/releases/4/rollout/withdraw', { reason: HERE })).toEqual([
      '200 r2',
      'x86_64 checksum ~4 -2>4 -3>4',
    ]);
    await app.ingest();
    expect(await release('4')).toMatchObject({ rollout: null, rollout_withdrawn: true });
    const back = ['4 2026-11-22T00:00:00Z 0.5', '4 2026-11-23T00:00:00Z 1', 'x86_64 checksum ~4 +2>4 +3>4'];
    expect(await write('post', '/releases/4/rollout/resume')).toEqual([
      ...['409 needs_confirmation', 'start_in_past', 'blast_radius', ...back],
    ]);
    const confirm = 'start_in_past,blast_radius';
    expect(await write('post', `/releases/4/rollout/resume?confirm=${confirm}`)).toEqual(['200 r3', ...back]);
    const [{ operations }] = (await app.as(ADMIN, 'get', '/admin/v1/audit')).body.items;
    expect(operations).toEqual([
      { op: 'resume_rollout', version: '4', confirm: ['start_in_past', 'blast_radius'] },
    ]);
    expect(await release('4')).toMatchObject({ rollout: { origin: 'source' }, rollout_withdrawn: false });
  });
});

describe('POST /admin/v1/streams/{stream}/source/accept', () => {
  const accept = (query: string, body: object) => write('post', `/source/accept${query}`, body);

  beforeEach(async () => {
    await write('put', '/releases/3/barrier', { reason: HERE });
    sourceSays({ versions: ['1', '3', '4'] });
    await app.ingest();
  });

  test('lets in what the documents were held back for, and nothing before', async () => {
    const held = (await send('get', '')).body.source;
    expect(held).toMatchObject({ last_error_kind: 'lost_releases', last_error: { kind: 'lost_releases' } });
    expect((await graph()).nodes).toHaveLength(4);
    expect(await accept('', {})).toEqual(['422 invalid_release_data', 'missing_reason /reason']);
    const effect = 'x86_64 checksum -2 ~3 ~4 +1>3 -2>3 -1>2';
    expect(await accept('', { reason: LINK })).toEqual(['409 needs_confirmation', 'lost_releases', effect]);
    expect(await accept('', { confirm: ['lost_releases'] })).toEqual([
      ...['422 invalid_release_data', 'missing_reason /reason'],
    ]);
    const body = { reason: LINK, confirm: ['lost_releases'] };
    expect(await accept('?dry_run=true', body)).toEqual(['200 r3 tried', effect]);
    expect(await accept('', body)).toEqual(['200 r3', effect]);
    expect((await graph()).nodes).toHaveLength(3);
    expect((await release('3')).barrier).toMatchObject({ reason: HERE, origin: 'local' });
    const { source, revision } = (await send('get', '')).body;
    expect([source.last_error, revision]).toEqual([null, 3]);
    expect((await app.get('/readyz')).body).toEqual({ status: 'ready', degraded: [] });
    const [entry] = (await app.as(ADMIN, 'get', '/admin/v1/audit?stream=f')).body.items;
    expect(entry).toMatchObject({
      ...{ actor: 'bootstrap', reason: LINK, revision: 3 },
      operations: [{ op: 'accept_source', confirm: ['lost_releases'] }],
    });
    await app.ingest();
    expect((await send('get', '')).body.revision).toBe(3);
  });

  test('of documents that nobody can read says so', async () => {
    folder.write('f', { index: '<html>' });
    expect(await accept('', { reason: LINK, confirm: ['lost_releases'] })).toEqual([
      '409 invalid_state',
      'invalid_json streams/f/releases.json',
    ]);
  });
});

describe('a stream that is taken over', () => {
  test('stays as it stands, and follows no more', async () => {
    await write('put', '/releases/3/barrier', { reason: HERE });
    await write('post', '/releases/4/rollout/pause', { reason: HERE });
    const before = await graph();
    expect((await write('patch', '', { source: 'managed' }))[0]).toBe('200 r4');
    expect(await graph()).toEqual(before);
    expect((await release('2')).barrier.origin).toBe('local');
    sourceSays({ versions: ['1'] });
    await app.ingest();
    expect(await graph()).toEqual(before);
    expect((await send('get', '')).body.source).toMatchObject({ kind: 'managed', url: null });
    expect((await write('post', '/releases', { version: '5', payloads }))[0]).toBe('201 r5');
    expect((await write('post', '/source/accept', { reason: LINK }))[0]).toBe('409 invalid_state');
  });
});
