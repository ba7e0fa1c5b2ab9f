import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/application/operator.js';
import { isOperators, OpenApiDocument, type Described } from '../golden/openapi-document.js';
import { drawnProblem } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z

let app: RunningApp;
let document: OpenApiDocument;
let operations: readonly Described[];

beforeAll(async () => {
  const settings = { trustedProxies: ['127.0.0.1'] };
  app = await RunningApp.start({ graphData: 'graph-data', now: NOW, ownTime: true, settings });
  document = new OpenApiDocument((await app.get('/openapi.json')).body);
  operations = document.operations.filter(isOperators);
});

afterAll(async () => {
  await app.close();
});

async function tokenOf(rights: object): Promise<string> {
  const body = { name: 'n', ...rights };
  return (await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body)).body.token;
}

let senders = 0;

/** Each request from an address of its own, as too many failures from one are another answer. */
async function send(described: Described, token: string | null) {
  const { url, body } = document.requestOf(described);
  senders += 1;
  const from = `10.0.${senders >> 8}.${senders & 255}`;
  const request = app.request(described.method, url).set('X-Forwarded-For', from);
  if (token !== null) void request.set('Authorization', `Bearer ${token}`);
  return request.send(body);
}

/** What each operation answers, as far as it is about who asks. */
async function drawn(token: string | null): Promise<Readonly<Record<string, string>>> {
  const entries: [string, string][] = [];
  for (const described of operations) {
    const { status, body } = await send(described, token);
    const isRefused = [401, 403, 429].includes(status) || body.kind === 'unknown_stream';
    entries.push([described.name, isRefused ? `${status} ${body.kind}` : 'allowed']);
  }
  return Object.fromEntries(entries);
}

const all = (answer: (described: Described) => string) =>
  Object.fromEntries(operations.map((described) => [described.name, answer(described)]));

const roleOf = ({ operation }: Described): Role => ROLES.find((role) => role === operation['x-role'])!;

describe('every operation that the document has', () => {
  test('is known with its role', () => {
    const rolesOf = (role: Role) => operations.filter((one) => roleOf(one) === role).map(({ name }) => name);
    expect(operations.length).toBeGreaterThan(30);
    expect(rolesOf('operator')).toEqual([
      'POST /admin/v1/streams/{stream}/releases/{version}/rollout/pause',
      'POST /admin/v1/streams/{stream}/releases/{version}/rollout/withdraw',
      'POST /admin/v1/streams/{stream}/changes',
    ]);
    expect(rolesOf('admin')).toEqual([
      ...['GET /admin/v1/tokens', 'POST /admin/v1/tokens', 'DELETE /admin/v1/tokens/{id}'],
      ...['POST /admin/v1/streams', 'DELETE /admin/v1/streams/{stream}', 'PATCH /admin/v1/streams/{stream}'],
    ]);
    for (const { name, method } of operations.filter((one) => roleOf(one) === 'viewer')) {
      expect([name, method]).toEqual([name, name === 'POST /admin/v1/lint' ? 'post' : 'get']);
    }
  });

  test('is closed to who has no token', async () => {
    expect(await drawn(null)).toEqual(all(() => '401 unauthenticated'));
  });

  test('is closed to who has a token that nobody made', async () => {
    const unknown = `roost_${'0'.repeat(16)}_${'0'.repeat(64)}`;
    expect(await drawn(unknown)).toEqual(all(() => '401 unauthenticated'));
  });

  test('is closed to who has a token that has expired', async () => {
    const token = await tokenOf({ role: 'admin', expires_at: '2026-11-22T00:00:01Z' });
    app.clock.at = NOW + 1;
    const seen = await drawn(token);
    app.clock.at = NOW;
    expect(seen).toEqual(all(() => '401 unauthenticated'));
  });

  test.each(ROLES)('is open to a %s as the document says', async (role) => {
    const isEnough = (described: Described) => ROLES.indexOf(role) >= ROLES.indexOf(roleOf(described));
    const expected = all((described) => (isEnough(described) ? 'allowed' : '403 forbidden'));
    expect(await drawn(await tokenOf({ role }))).toEqual(expected);
  });

  test('does not know the streams that a token is not bound to', async () => {
    const token = await tokenOf({ role: 'admin', streams: ['stable'] });
    const expected = all(({ name, path, operation }) => {
      // A token bound to streams makes none, nor one that may more than itself.
      if (name === 'POST /admin/v1/streams') return '403 forbidden';
      const isAbout =
        path.includes('{stream}') || operation.parameters?.some(({ name }) => name === 'stream');
      return isAbout ? '404 unknown_stream' : 'allowed';
    });
    expect(await drawn(token)).toEqual(expected);
  });
});

test('a refusal names the role that is needed, and the one that is there', async () => {
  const token = await tokenOf({ role: 'viewer' });
  const { body } = await app.as(token, 'post', '/admin/v1/streams').send({ name: 'x' });
  expect(body).toEqual({
    ...{ type: '/docs/errors#forbidden', title: 'The token may not do this', status: 403, kind: 'forbidden' },
    detail: 'this needs a token with the role admin, and yours is viewer',
  });
});

describe('a token that is bound to a stream', () => {
  test('sees nothing of the others anywhere', async () => {
    const token = await tokenOf({ role: 'admin', streams: ['stable'] });
    for (const path of [
      '/streams',
      '/audit',
      '/tokens',
      '/whoami',
      '/streams/2403-LTS',
      '/audit?stream=2403-LTS',
    ]) {
      const { text } = await app.as(token, 'get', `/admin/v1${path}`);
      expect([path, text]).toEqual([path, expect.not.stringContaining('2403-LTS')]);
    }
    const { items } = (await app.as(token, 'get', '/admin/v1/streams')).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['stable']);
  });
});

test('every operation refuses parameters that nobody knows', async () => {
  const answers: Record<string, string> = {};
  for (const described of operations) {
    const { url, body } = document.requestOf(described);
    const more = `${url}${url.includes('?') ? '&' : '?'}dryrun=true`;
    const answer = await app.as(ADMIN, described.method, more).send(body);
    answers[described.name] = drawnProblem(answer).join(' ');
  }
  expect(answers).toEqual(all(() => '400 invalid_params invalid_params /dryrun'));
});
