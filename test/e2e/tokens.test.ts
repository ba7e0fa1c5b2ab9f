import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Log } from '../../src/application/log.js';
import { ROLES, type Role } from '../../src/application/operator.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { ADMIN, RunningApp } from './running-app.js';

/** The clock of these tests stands behind that of the database, whose tokens are the newer ones. */
const NOW = 1_795_305_600;
const AN_HOUR_LATER = '2026-11-22T01:00:00Z';
const UNKNOWN = `roost_${'0'.repeat(16)}_${'0'.repeat(64)}`;

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, settings: { trustedProxies: ['127.0.0.1'] } });
  for (const name of ['s', 't']) await app.store.change(name, releasesAre(release('1')), NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

interface Made {
  readonly id: string;
  readonly token: string;
}

async function make(body: object, maker = ADMIN): Promise<Made> {
  const { status, body: made } = await app.as(maker, 'post', '/admin/v1/tokens').send({ name: 'n', ...body });
  expect([status, made]).toEqual([201, expect.objectContaining({ token: expect.any(String) })]);
  return made;
}

const listed = async (token = ADMIN): Promise<readonly string[]> =>
  (await app.as(token, 'get', '/admin/v1/tokens?limit=500')).body.items.map(({ id }: Made) => id);

/** What each sentence says is asserted where it matters. */
const problem = (kind: string) => ({
  ...{ type: `/docs/errors#${kind}`, title: expect.any(String), status: expect.any(Number) },
  ...{ detail: expect.any(String), kind },
});

describe('POST /admin/v1/tokens', () => {
  test('shows the token once', async () => {
    const asked = {
      name: 'pipeline',
      role: 'publisher',
      streams: ['t', 's'],
      expires_at: '2026-11-22T02:00:00.5+01:00',
    };
    const { status, body } = await app.as(ADMIN, 'post', '/admin/v1/tokens').send(asked);
    const rights = { name: 'pipeline', role: 'publisher', streams: ['s', 't'], expires_at: AN_HOUR_LATER };
    expect([status, body]).toEqual([
      201,
      { ...rights, id: expect.stringMatching(/^[0-9a-f]{16}$/), token: expect.stringMatching(/^roost_/) },
    ]);
    const whoami = await app.as(body.token, 'get', '/admin/v1/whoami');
    expect([whoami.status, whoami.body]).toEqual([200, rights]);
    const list = await app.as(ADMIN, 'get', '/admin/v1/tokens');
    expect(list.text).not.toContain(body.token.split('_')[2]);
    expect(list.body.items.find(({ id }: Made) => id === body.id)).toEqual({
      ...rights,
      id: body.id,
      created_at: expect.stringMatching(/Z$/),
      last_used_at: '2026-11-22T00:00:00Z',
    });
  });

  test('without streams and end makes one for all of them, for ever', async () => {
    const body = { name: 'n', role: 'viewer', streams: null, expires_at: null };
    const { id: _id, token: _token, ...rights } = { ...(await make({ role: 'viewer' })) };
    expect(rights).toEqual(body);
  });

  const end = 'expected a time like 2026-11-22T16:00:00Z';
  const streams = 'expected a list of 1 to 500 names of streams; leave it out for all of them';
  const name = 'expected 1 to 64 printable characters, without a space at either end';
  test.each([
    [{ role: 'viewer' }, '/name', 'missing_field', 'it is missing'],
    [{ name: '', role: 'viewer' }, '/name', 'wrong_type', name],
    [{ name: 'x'.repeat(65), role: 'viewer' }, '/name', 'wrong_type', name],
    [{ name: 7, role: 'viewer' }, '/name', 'wrong_type', name],
    [{ name: 'n' }, '/role', 'missing_field', 'it is missing'],
    [
      { name: 'n', role: 'root' },
      '/role',
      'wrong_type',
      'expected one of viewer, operator, publisher, admin',
    ],
    [{ name: 'n', role: 'viewer', streams: [] }, '/streams', 'wrong_type', streams],
    [{ name: 'n', role: 'viewer', streams: 's' }, '/streams', 'wrong_type', streams],
    [{ name: 'n', role: 'viewer', streams: [1] }, '/streams', 'wrong_type', streams],
    [{ name: 'n', role: 'viewer', streams: ['a b'] }, '/streams', 'wrong_type', streams],
    [{ name: 'n', role: 'viewer', expires_at: 'tomorrow' }, '/expires_at', 'wrong_type', end],
    [{ name: 'n', role: 'viewer', expires_at: 1_900_000_000 }, '/expires_at', 'wrong_type', end],
    [{ name: 'n', role: 'viewer', expires_at: '2027-02-30T00:00:00Z' }, '/expires_at', 'wrong_type', end],
    [
      { name: 'n', role: 'viewer', expires: null },
      '/expires',
      'unknown_field',
      '"expires" is no field here: leave it out',
    ],
  ])('%j has the wrong shape at %s', async (body, path, code, message) => {
    const { status, body: answer } = await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body);
    expect([status, answer]).toEqual([
      400,
      {
        ...{
          type: '/docs/errors#invalid_body',
          title: expect.any(String),
          status: 400,
          kind: 'invalid_body',
        },
        ...{ detail: `${path}: ${message}`, errors: [{ path, code, message }] },
      },
    ]);
  });

  test('is told everything that is wrong, of shape and of meaning', async () => {
    const body = { role: 'root', streams: ['s', 'u'], expires_at: '2026-11-22T00:00:00Z' };
    const { status, body: answer } = await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body);
    expect([status, answer.kind]).toEqual([400, 'invalid_body']);
    expect(answer.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['/name', 'missing_field'],
      ['/role', 'wrong_type'],
      ['/streams/1', 'unknown_stream'],
      ['/expires_at', 'end_in_past'],
    ]);
  });

  test('names streams that are not there', async () => {
    const body = { name: 'n', role: 'viewer', streams: ['s', 'u'] };
    const { status, body: answer } = await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body);
    const message = 'there is no stream u: use s, t';
    expect([status, answer]).toEqual([
      422,
      {
        ...{ type: '/docs/errors#invalid_release_data', title: expect.any(String), status: 422 },
        ...{ kind: 'invalid_release_data', detail: message },
        errors: [{ path: '/streams/1', code: 'unknown_stream', message }],
      },
    ]);
  });

  test('tells a token that is bound to streams of no others', async () => {
    const bound = await make({ role: 'admin', streams: ['s'] });
    const request = app.as(bound.token, 'post', '/admin/v1/tokens');
    const { text } = await request.send({ role: 'viewer', streams: ['t', 'u'] });
    for (const name of ['t', 'u']) expect(text).toContain(`there is no stream ${name}: use s"`);
  });

  test('makes no token that may more than the one that asks', async () => {
    const bound = await make({ role: 'admin', streams: ['s'], expires_at: AN_HOUR_LATER });
    for (const body of [
      { streams: ['s', 't'] },
      {},
      { streams: ['s'], expires_at: '2027-01-01T00:00:00Z' },
    ]) {
      const request = app.as(bound.token, 'post', '/admin/v1/tokens');
      const { status, body: answer } = await request.send({ name: 'n', role: 'admin', ...body });
      expect([status, answer]).toEqual([403, problem('forbidden')]);
    }
    const child = await make({ role: 'admin', streams: ['s'], expires_at: AN_HOUR_LATER }, bound.token);
    const seen = (await app.as(bound.token, 'get', '/admin/v1/tokens')).body.items;
    expect(seen.map(({ id }: Made) => id)).toEqual(expect.arrayContaining([bound.id, child.id]));
    for (const { streams } of seen) expect(streams).toEqual(['s']);
  });

  test('tried with dry_run shows no token and keeps none', async () => {
    const before = await listed();
    const request = app.as(ADMIN, 'post', '/admin/v1/tokens?dry_run=true');
    const { status, body } = await request.send({ name: 'n', role: 'viewer' });
    expect([status, body]).toEqual([
      201,
      { id: expect.any(String), name: 'n', role: 'viewer', streams: null, expires_at: null },
    ]);
    expect(await listed()).toEqual(before);
    const wrong = await app
      .as(ADMIN, 'post', '/admin/v1/tokens?dry_run=yes')
      .send({ name: 'n', role: 'viewer' });
    expect([wrong.status, wrong.body]).toEqual([400, expect.objectContaining(problem('invalid_params'))]);
  });

  test('with an Idempotency-Key is done once, and shown once', async () => {
    const before = await listed();
    const post = (body: object, key = 'k 1') =>
      app.as(ADMIN, 'post', '/admin/v1/tokens').set('Idempotency-Key', key).send(body);
    const first = await post({ name: 'n', role: 'viewer' });
    const second = await post({ name: 'n', role: 'viewer' });
    const { token, ...rest } = first.body;
    expect([first.status, token]).toEqual([201, expect.stringMatching(/^roost_/)]);
    expect([second.status, second.body]).toEqual([201, rest]);
    const conflict = await post({ name: 'm', role: 'viewer' });
    expect([conflict.status, conflict.body]).toEqual([409, problem('idempotency_conflict')]);
    expect(await listed()).toHaveLength(before.length + 1);
    for (const key of ['', 'x'.repeat(129), 'a\tb']) {
      const { status, body } = await post({ name: 'n', role: 'viewer' }, key);
      expect([key, status, body]).toEqual([key, 400, problem('invalid_params')]);
    }
  });
});

describe('GET /admin/v1/tokens', () => {
  test('comes in pages', async () => {
    const all = await listed();
    const [first] = all;
    const page = await app.as(ADMIN, 'get', '/admin/v1/tokens?limit=1');
    expect(page.body).toEqual({
      items: [expect.objectContaining({ id: first })],
      next_cursor: expect.any(String),
    });
    const rest = await app.as(ADMIN, 'get', `/admin/v1/tokens?limit=500&cursor=${page.body.next_cursor}`);
    expect(rest.body.next_cursor).toBe(null);
    expect(rest.body.items.map(({ id }: Made) => id)).toEqual(all.slice(1));
  });
});

describe('DELETE /admin/v1/tokens/{id}', () => {
  test('ends a token at once', async () => {
    const { id, token } = await make({ role: 'viewer' });
    const tried = await app.as(ADMIN, 'delete', `/admin/v1/tokens/${id}?dry_run=true`);
    expect([tried.status, (await app.as(token, 'get', '/admin/v1/whoami')).status]).toEqual([200, 200]);
    const { status, body } = await app.as(ADMIN, 'delete', `/admin/v1/tokens/${id}`);
    expect([status, body]).toEqual([
      200,
      {
        ...{ id, name: 'n', role: 'viewer', streams: null, expires_at: null },
        ...{ created_at: expect.any(String), last_used_at: '2026-11-22T00:00:00Z' },
      },
    ]);
    expect((await app.as(token, 'get', '/admin/v1/whoami')).status).toBe(401);
    const again = await app.as(ADMIN, 'delete', `/admin/v1/tokens/${id}`);
    expect([again.status, again.body]).toEqual([404, problem('not_found')]);
  });

  test('with an Idempotency-Key is answered again though the token is gone', async () => {
    const { id } = await make({ role: 'viewer' });
    const remove = () => app.as(ADMIN, 'delete', `/admin/v1/tokens/${id}`).set('Idempotency-Key', 'k');
    const first = await remove();
    const second = await remove();
    expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
  });

  test('does not find tokens of other streams', async () => {
    const bound = await make({ role: 'admin', streams: ['s'] });
    const other = await make({ role: 'viewer', streams: ['t'] });
    const { status, body } = await app.as(bound.token, 'delete', `/admin/v1/tokens/${other.id}`);
    expect([status, body]).toEqual([404, problem('not_found')]);
  });
});

describe('the audit', () => {
  test('knows who made and revoked what, and by which request', async () => {
    const request = app.as(ADMIN, 'post', '/admin/v1/tokens').set('X-Request-Id', 'r-7');
    const { body, headers } = await request.send({ name: 'n', role: 'viewer', streams: ['s'] });
    expect(headers['x-request-id']).toBe('r-7');
    const revoked = await app.as(ADMIN, 'delete', `/admin/v1/tokens/${body.id}`);
    const [second, first] = await app.store.audit({
      ...{ streams: null, actor: null, since: null, until: null, before: null, limit: 2 },
    });
    const common = { id: expect.any(String), at: expect.any(Number), actor: 'bootstrap', role: 'admin' };
    const none = { stream: null, revision: null, reason: '' };
    const rights = { id: body.id, name: 'n', role: 'viewer', streams: ['s'], expires_at: null };
    expect(first).toEqual({
      ...common,
      ...none,
      operations: [{ op: 'create_token', ...rights }],
      requestId: 'r-7',
    });
    expect(second).toEqual({
      ...common,
      ...none,
      operations: [{ op: 'revoke_token', id: body.id }],
      requestId: revoked.headers['x-request-id'],
    });
  });
});

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

describe('who may', () => {
  test('everything is asked for with a token, and the document says which', async () => {
    const { paths } = (await app.get('/openapi.json')).body;
    const operations = Object.entries<Record<string, { security?: object[]; 'x-role'?: Role }>>(
      paths,
    ).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ path, method, operation }] : [];
      }),
    );
    const guarded = operations.filter(({ path }) => path.startsWith('/admin/v1'));
    expect(guarded.length).toBeGreaterThan(3);
    for (const { path, method, operation } of guarded) {
      expect([path, method, operation.security]).toEqual([path, method, [{ token: [] }]]);
      expect(ROLES).toContain(operation['x-role']);
      const { status, headers, body } = await app.request(method, path.replace(/\{[^}]+\}/g, 'x'));
      expect([path, status, body]).toEqual([path, 401, problem('unauthenticated')]);
      expect(headers['www-authenticate']).toBe('Bearer');
    }
    for (const { path, operation } of operations.filter(({ path }) => !path.startsWith('/admin/v1'))) {
      expect([path, operation.security]).toEqual([path, undefined]);
    }
  });

  test.each(['viewer', 'operator', 'publisher'] as const)('a %s may not keep tokens', async (role) => {
    const { token } = await make({ role });
    expect((await app.as(token, 'get', '/admin/v1/whoami')).body).toMatchObject({ role });
    for (const [method, path] of [
      ['get', '/admin/v1/tokens'],
      ['post', '/admin/v1/tokens'],
      ['delete', '/admin/v1/tokens/x'],
    ] as const) {
      const { status, body, text } = await app.as(token, method, path);
      expect([status, body]).toEqual([403, problem('forbidden')]);
      expect(text).toContain('the role admin');
    }
  });

  test('nobody whose token has expired', async () => {
    const { token } = await make({ role: 'admin', expires_at: '2026-11-22T00:00:01Z' });
    app.clock.at = NOW + 1;
    const { status, headers, text } = await app.as(token, 'get', '/admin/v1/whoami');
    app.clock.at = NOW;
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(text).toContain('this token expired at 2026-11-22T00:00:01Z');
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic eDp5', ADMIN, `Token ${ADMIN}`])(
    'nobody who says Authorization: %j',
    async (authorization) => {
      const { status } = await app.get('/admin/v1/whoami').set('Authorization', authorization);
      expect(status).toBe(401);
    },
  );

  test.each(['bearer', 'BEARER', 'Bearer  '])('who says %s, too', async (scheme) => {
    const { status } = await app.get('/admin/v1/whoami').set('Authorization', `${scheme} ${ADMIN}`);
    expect(status).toBe(200);
  });
});

describe('failed attempts', () => {
  const from = (address: string, token: string) =>
    app.as(token, 'get', '/admin/v1/whoami').set('X-Forwarded-For', address);

  test('are limited by address, and a valid token passes all the same', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await from('192.0.2.1', UNKNOWN)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    const { body, headers } = await from('192.0.2.1', 'short');
    expect([body, headers['www-authenticate']]).toEqual([problem('too_many_requests'), undefined]);
    expect((await from('192.0.2.1', ADMIN)).status).toBe(200);
    // One of these may share its place in the table with the first, two hardly.
    const others = [await from('198.51.100.1', UNKNOWN), await from('203.0.113.1', UNKNOWN)];
    expect(others.map(({ status }) => status)).toContain(401);
    expect((await app.get('/admin/v1/whoami').set('X-Forwarded-For', '192.0.2.1')).status).toBe(401);
    app.clock.at = NOW + 60;
    expect((await from('192.0.2.1', UNKNOWN)).status).toBe(401);
    app.clock.at = NOW;
  });
});

describe('a token over plain HTTP', () => {
  test('is warned of once, and only from elsewhere', async () => {
    const warnings: string[] = [];
    const log = app.app.get(Log);
    const warn = log.warn.bind(log);
    log.warn = (message) => warnings.push(message);
    const other = await RunningApp.start({ settings: { trustedProxies: ['127.0.0.1'] } });
    const otherLog = other.app.get(Log);
    otherLog.warn = log.warn;
    const ask = (forwarded: Record<string, string>) =>
      other.as(ADMIN, 'get', '/admin/v1/whoami').set(forwarded);
    await ask({});
    await ask({ 'X-Forwarded-For': '192.0.2.9', 'X-Forwarded-Proto': 'https' });
    expect(warnings).toEqual([]);
    await ask({ 'X-Forwarded-For': '192.0.2.9' });
    await ask({ 'X-Forwarded-For': '192.0.2.9' });
    expect(warnings).toEqual([expect.stringContaining('plain HTTP')]);
    expect(warnings.join()).not.toContain(ADMIN);
    log.warn = warn;
    await other.close();
  });
});

describe('with the database away', () => {
  test('the token of the settings is known, others cannot be checked', async () => {
    const closed = await RunningApp.create({});
    const [unknown, bootstrap] = [
      await closed.as(UNKNOWN, 'get', '/admin/v1/whoami'),
      await closed.as(ADMIN, 'get', '/admin/v1/whoami'),
    ];
    await closed.close();
    expect([unknown.status, unknown.body]).toEqual([503, problem('database_unavailable')]);
    expect(unknown.headers['retry-after']).toBe('5');
    expect([bootstrap.status, bootstrap.body]).toEqual([
      200,
      { name: 'bootstrap', role: 'admin', streams: null, expires_at: null },
    ]);
  });
});
