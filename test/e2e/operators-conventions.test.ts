import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { releaseOf, rolloutOf, streamDrawn } from '../graph/draw.js';
import { drawn, drawnProblem } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const DAY = 86_400;
const LINK = 'https://x.example/why';
const MIB = 1024 * 1024;

let app: RunningApp;
let stream: string;
let streams = 0;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
});

afterAll(async () => {
  await app.close();
});

/** Each test has a stream of its own: v0; v1, a barrier; v2, for all; v3, half way; v4, the newest. */
beforeEach(async () => {
  app.clock.at = NOW;
  stream = `s${++streams}`;
  const running = { ...releaseOf('v3', 3), rollout: rolloutOf(NOW - DAY, 0, 2880) };
  const releases = [...streamDrawn('.br'), running, releaseOf('v4', 4)];
  await app.store.change(stream, releasesAre(...releases), NOTE);
  await app.refresh();
});

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
const send = (method: Method, path: string, body?: object) =>
  app.as(ADMIN, method, `/admin/v1/streams/${stream}${path}`).send(body);
const setBarrier = (body: object = { reason: LINK }) => send('put', '/releases/v4/barrier', body);
const revision = async () => (await send('get', '')).body.revision;

describe('errors of operators', () => {
  test.each([
    ['get', '/admin/v1', '404 not_found'],
    ['get', '/admin/v1/', '404 not_found'],
    ['get', '/admin/v1/nope', '404 not_found'],
    ['get', '/admin/v1/streams/', '404 not_found'],
    ['get', '/admin/v1/Streams', '404 not_found'],
    ['put', '/admin/v1/streams', '405 method_not_allowed'],
    ['get', '/admin/v1/streams/x/releases/y/rollout/pause', '405 method_not_allowed'],
    ['delete', '/admin/v1/audit', '405 method_not_allowed'],
    ['get', '/admin/v1/lint', '405 method_not_allowed'],
    ['get', '/admin/v1/streams/%zz', '400 invalid_params'],
    ['get', '/admin/v1/streams/%00', '404 unknown_stream'],
  ] as const)('%s %s is %s', async (method, path, drawing) => {
    expect(drawnProblem(await app.as(ADMIN, method, path))).toEqual([drawing]);
  });

  test('name the methods that a path takes', async () => {
    const { headers } = await app.request('put', '/admin/v1/streams');
    expect(headers['allow']?.split(', ').sort()).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST']);
  });
});

describe('X-Request-Id', () => {
  test.each(['deploy-17', 'x'.repeat(64)])('is that of the caller: %s', async (id) => {
    const answers = [
      await setBarrier().set('X-Request-Id', id),
      await setBarrier({}).set('X-Request-Id', id),
    ];
    expect(answers.map(({ headers }) => headers['x-request-id'])).toEqual([id, id]);
    const [entry] = (await app.as(ADMIN, 'get', `/admin/v1/audit?stream=${stream}`)).body.items;
    expect(entry.request_id).toBe(id);
  });

  test.each(['a b', 'x'.repeat(65), '<script>'])('is a new one in place of %j', async (id) => {
    const { headers } = await setBarrier().set('X-Request-Id', id);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('ETag and If-Match', () => {
  test.each([
    '',
    '/releases',
    '/releases/v3',
    '/graph?basearch=x86_64',
    '/diff?from=1',
    '/revisions',
    '/revisions/1',
  ])('GET %s begins its tag with the revision', async (path) => {
    const { status, headers } = await send('get', path);
    expect([status, headers['etag']]).toEqual([200, expect.stringMatching(/^"1\.[\w-]{22}"$/)]);
    const head = await app
      .request('head', `/admin/v1/streams/${stream}${path}`)
      .set('Authorization', `Bearer ${ADMIN}`);
    expect([head.status, head.headers['etag'], head.text]).toEqual([200, headers['etag'], undefined]);
  });

  test('what moves with time changes its tag', async () => {
    const tag = async () => (await send('get', '/releases/v3')).headers['etag'];
    const before = await tag();
    expect(await tag()).toBe(before);
    app.clock.at = NOW + 60;
    expect(await tag()).not.toBe(before);
  });

  test('of any GET about the stream lets a write pass, until somebody has written', async () => {
    const { headers } = await send('get', '/releases/v3');
    const tag = String(headers['etag']);
    app.clock.at = NOW + 60;
    expect(drawn(await setBarrier().set('If-Match', tag))[0]).toBe('200 r2');
    expect(drawn(await send('delete', '/releases/v4/barrier').set('If-Match', tag))).toEqual([
      '412 stale_revision',
    ]);
  });

  test.each([
    ['"1"', '200 r2'],
    ['W/"1"', '200 r2'],
    [' "1.abc" ', '200 r2'],
    ['*', '200 r2'],
    ['"0"', '412 stale_revision'],
    ['"2"', '412 stale_revision'],
    ['"2.abc"', '412 stale_revision'],
    ['1', '400 invalid_params'],
    ['"x"', '400 invalid_params'],
    ['"1", "2"', '400 invalid_params'],
    ['', '400 invalid_params'],
  ])('If-Match: %j is %s', async (ifMatch, drawing) => {
    expect(drawn(await setBarrier().set('If-Match', ifMatch))[0]).toBe(drawing);
  });

  test.each([
    ['patch', '', { state: 'eol' }],
    ['delete', '?confirm=deletes_stream', undefined],
    ['post', '/changes', { operations: [{ op: 'set_barrier', version: 'v4', reason: LINK }] }],
    ['put', '/documents?confirm=lost_releases', { releases: indexOf('1'), updates: rolledOut() }],
    ['post', '/releases/v3/rollout/pause', { reason: LINK }],
  ] as const)('is looked at by %s %s', async (method, path, body) => {
    expect(drawn(await send(method, path, body).set('If-Match', '"7"'))).toEqual(['412 stale_revision']);
    expect(drawn(await send(method, path, body).set('If-Match', '"1"'))[0]).toBe('200 r2');
  });
});

const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: '5'.repeat(64) }];

describe('dry_run', () => {
  test.each([
    ['post', '/releases', { version: 'v5', payloads, rollout: { duration: '48h' } }],
    ['put', '/releases/v4/barrier', { reason: LINK }],
    ['delete', '/releases/v1/barrier', undefined],
    ['put', '/releases/v0/deadend', { reason: LINK }],
    ['put', '/releases/v4/rollout', { duration: '48h' }],
    ['post', '/releases/v3/rollout/pause', { reason: LINK }],
    ['post', '/releases/v3/rollout/finish?confirm=blast_radius', { reason: LINK }],
    ['post', '/releases/v3/rollout/withdraw', { reason: LINK }],
    ['post', '/releases/v4/payloads', { payloads: [{ ...payloads[0], basearch: 'aarch64' }] }],
    ['post', '/releases/v4/payload-aliases', { ...payloads[0], reason: LINK }],
    ['post', '/releases/v0/retire', { reason: LINK }],
    ['post', '/changes', { operations: [{ op: 'withdraw_rollout', version: 'v3', reason: LINK }] }],
    ['put', '/documents?confirm=lost_releases', { releases: indexOf('1', '2'), updates: rolledOut() }],
    ['patch', '', { description: 'new' }],
    ['delete', '?confirm=deletes_stream', undefined],
  ] as const)('%s %s keeps nothing, and answers what is then done', async (method, path, body) => {
    const seen = async () => [
      (await send('get', '')).text,
      (await send('get', '/releases')).text,
      (await send('get', '/revisions')).text,
      (await app.as(ADMIN, 'get', '/admin/v1/audit')).text,
      (await app.get(`/v1/graph?stream=${stream}&basearch=x86_64`)).text,
    ];
    const before = await seen();
    const tried = await send(method, `${path}${path.includes('?') ? '&' : '?'}dry_run=true`, body);
    expect(await seen()).toEqual(before);
    const done = await send(method, path, body);
    expect([tried.status, tried.body]).toEqual([done.status, { ...done.body, dry_run: true }]);
    expect(done.body).toMatchObject({ revision: 2, changed: true, dry_run: false });
  });

  test.each(['yes', '1', '', 'TRUE'])('is not %j', async (value) => {
    const { status, body } = await send('put', `/releases/v4/barrier?dry_run=${value}`, { reason: LINK });
    expect([status, body.kind, await revision()]).toEqual([400, 'invalid_params', 1]);
  });

  test.each(['dryrun=true', 'dry_run=true&dry_run=true', 'Dry_run=true', 'force=1'])(
    'is not misspelt: %s',
    async (query) => {
      const { status, body } = await send('put', `/releases/v4/barrier?${query}`, { reason: LINK });
      expect([status, body.kind, await revision()]).toEqual([400, 'invalid_params', 1]);
    },
  );
});

describe('Idempotency-Key', () => {
  const publish = (key: string, body: object = { version: 'v5', payloads }, query = '') =>
    send('post', `/releases${query}`, body).set('Idempotency-Key', key);

  test('has the same request answered again, to the byte, and done once', async () => {
    const [first, again] = [await publish('k'), await publish('k')];
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect([first.body.revision, await revision()]).toEqual([2, 2]);
    expect(drawn(await publish('other'))).toEqual(['409 already_exists', 'duplicate_version /version']);
  });

  test('comes with one body only', async () => {
    await publish('k');
    expect(drawn(await publish('k', { version: 'v6', payloads }))).toEqual(['409 idempotency_conflict']);
  });

  test('may be that of another path, another method or another token', async () => {
    await publish('k');
    const key = { 'Idempotency-Key': 'k' };
    expect(drawn(await setBarrier().set(key))[0]).toBe('200 r3');
    expect(drawn(await send('delete', '/releases/v4/barrier?confirm=strands_nodes').set(key))[0]).toBe(
      '200 r4',
    );
    const body = { name: 'n', role: 'publisher' };
    const { token } = (await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body)).body;
    const url = `/admin/v1/streams/${stream}/releases/v4/barrier`;
    expect(drawn(await app.as(token, 'put', url).set(key).send({ reason: LINK }))[0]).toBe('200 r5');
  });

  test('keeps no refusals, and no tries', async () => {
    expect((await publish('k', { version: 'v5' })).status).toBe(400);
    expect((await publish('k', { version: 'v5', payloads }, '?dry_run=true')).status).toBe(201);
    expect((await publish('k')).body).toMatchObject({ revision: 2, dry_run: false });
  });

  test('is forgotten after a day', async () => {
    const key = { 'Idempotency-Key': 'a-day' };
    expect((await setBarrier().set(key)).body.revision).toBe(2);
    await send('delete', '/releases/v4/barrier?confirm=strands_nodes');
    app.clock.at = NOW + DAY - 1;
    expect((await setBarrier().set(key)).body.revision).toBe(2);
    app.clock.at = NOW + DAY + 1;
    expect((await setBarrier().set(key)).body.revision).toBe(4);
  });

  test.each(['', 'x'.repeat(129), 'a\tb'])('is not %j', async (key) => {
    expect(drawn(await publish(key))).toEqual(['400 invalid_params']);
  });
});

describe('confirm', () => {
  const rollout = { start: '2027-11-22T00:00:00Z', duration: '48h' };
  const start = (query: string) =>
    send('put', `/releases/v2/rollout${query}`, { ...rollout, start: '2026-10-22T00:00:00Z' });
  const codes = async (query: string) =>
    (await start(query)).body.errors?.map(({ code }: { code: string }) => code);

  test('has to name every finding that needs it', async () => {
    expect(await codes('')).toEqual(['start_in_past']);
    expect(await codes('?confirm=not_newest')).toEqual(['start_in_past']);
    expect(await codes('?confirm=not_newest,start_in_past,whatever')).toBe(undefined);
  });

  test.each(['A', 'a b', 'a;b', 'x'.repeat(65)])('is not %j', async (code) => {
    const { status, body } = await start(`?confirm=${encodeURIComponent(code)}`);
    expect([status, body.kind]).toEqual([400, 'invalid_params']);
  });

  test('stands in the body or the URL of a change set', async () => {
    const operations = [{ op: 'finish_rollout', version: 'v3', reason: LINK }];
    const change = (query: string, body: object) =>
      send('post', `/changes?dry_run=true${query}`, { operations, ...body });
    expect((await change('', {})).status).toBe(409);
    expect((await change('', { confirm: ['blast_radius'] })).status).toBe(200);
    expect((await change('&confirm=blast_radius', {})).status).toBe(200);
  });
});

describe('a body', () => {
  const text = (path: string, body: string | Buffer, type = 'application/json', more = {}) =>
    app
      .as(ADMIN, path === '/documents' ? 'put' : 'post', `/admin/v1/streams/${stream}${path}`)
      .set({ 'Content-Type': type, ...more })
      .serialize((value: string) => value)
      .send(body);
  const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const spaces = (bytes: number) => `{${' '.repeat(bytes - 2)}}`;

  test.each([
    ['half of it', '{"operations": [', '400 invalid_body invalid_json'],
    ['a list', '[]', '400 invalid_body wrong_type'],
    ['null', 'null', '400 invalid_body wrong_type'],
    ['a key twice', '{"operations":[],"operations":[]}', '400 invalid_body duplicate_key /operations'],
    ['a NUL', '{"operations":[],"reason":"a\\u0000"}', '400 invalid_body invalid_text /reason'],
    [
      'half of a surrogate pair',
      '{"operations":[],"reason":"\\ud800"}',
      '400 invalid_body invalid_text /reason',
    ],
    [
      'a constructor',
      '{"operations":[{}],"constructor":1}',
      '400 invalid_body unknown_field /constructor unknown_operation /operations/0/op',
    ],
    ['lists in lists', `{"operations":${lists(1e5)}}`, '400 invalid_body invalid_json'],
    ['some lists in lists', `{"operations":${lists(2000)}}`, '400 invalid_body invalid_json'],
    ['a nested reason', `{"operations":[],"reason":${lists(64)}}`, '400 invalid_body invalid_json'],
    [
      '__proto__',
      '{"__proto__":{"operations":[]}}',
      '400 invalid_body unknown_field /__proto__ missing_field /operations',
    ],
  ])('with %s is refused', async (_, body, drawing) => {
    expect(drawn(await text('/changes', body)).join(' ')).toBe(drawing);
  });

  test.each([
    ['unknown', `{"operations":[],"${'x'.repeat(5e5)}":1}`, `/${'x'.repeat(100)}…`],
    ['nested', `{"operations":[],"${'/'.repeat(5e5)}":"\\u0000"}`, `/${'~1'.repeat(50)}…`],
    ['repeated', `{"${'x'.repeat(1e5)}":1,"${'x'.repeat(1e5)}":1}`, `/${'x'.repeat(100)}…`],
  ])('with a long name that is %s is answered in short', async (_, body, path) => {
    const answer = await text('/changes', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].path).toBe(path);
    expect(answer.text.length).toBeLessThan(2000);
  });

  test.each([
    ['text/plain', '415 unsupported_media_type'],
    ['application/x-www-form-urlencoded', '415 unsupported_media_type'],
    ['', '415 unsupported_media_type'],
    ['application/json; charset=utf-8', '400 invalid_body'],
    ['application/merge-patch+json', '400 invalid_body'],
  ])('of type %j is %s', async (type, drawing) => {
    expect(drawn(await text('/changes', '{}', type))[0]).toBe(drawing);
  });

  test.each([
    ['/changes', MIB, '400 invalid_body'],
    ['/changes', MIB + 1, '413 body_too_large'],
    ['/documents', MIB + 1, '400 invalid_body'],
    ['/documents', 16 * MIB, '400 invalid_body'],
    ['/documents', 16 * MIB + 1, '413 body_too_large'],
  ])('%s of %d bytes is %s', async (path, bytes, drawing) => {
    expect(drawn(await text(path, spaces(bytes)))[0]).toBe(drawing);
  });

  test.each([
    ['gzip', gzipSync(spaces(100)), '400 invalid_body'],
    ['gzip', gzipSync(spaces(MIB + 1)), '413 body_too_large'],
    ['gzip', Buffer.from('{}'), '400 invalid_body'],
    ['zstd', Buffer.from('{}'), '415 unsupported_media_type'],
  ])('encoded as %s', async (coding, body, drawing) => {
    const answer = await text('/changes', body, 'application/json', { 'Content-Encoding': coding });
    expect(drawn(answer)[0]).toBe(drawing);
  });
});
