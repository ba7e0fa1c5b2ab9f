import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits/limits.js';
import { operatorsServer } from '../../src/app.js';
import { FirstToken } from '../../src/application/first-token.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { ADMIN, RunningApp } from './running-app.js';

let app: RunningApp;
let operators: Server;

beforeAll(async () => {
  app = await RunningApp.start({ settings: { adminPort: 0 } });
  operators = operatorsServer(app.app, DEFAULT_LIMITS);
  operators.listen(0, '127.0.0.1');
  await once(operators, 'listening');
  await app.store.change('s', releasesAre(release('1')), NOTE);
  await app.refresh();
});

afterAll(async () => {
  operators.close();
  operators.closeAllConnections();
  await app.close();
});

const FOR_AGENTS = [
  '/v1/graph?stream=s&basearch=x86_64',
  '/v1/streams',
  '/v1/streams/s',
  '/prod/streams/s/releases.json',
  '/updates/s.json?extended=true',
  '/healthz',
  '/readyz?verbose',
];
const FOR_OPERATORS = ['/metrics', '/openapi.json', '/docs/', '/console/', '/admin/v1/whoami'];
const NOTHING = { kind: 'not_found', value: 'there is nothing at this path: agents find /v1/graph' };
const NOTHING_FOR_OPERATORS = {
  type: '/docs/errors#not_found',
  title: 'There is nothing here',
  status: 404,
  detail: 'there is nothing at this path: agents find /v1/graph',
  kind: 'not_found',
};

describe('with ADMIN_PORT', () => {
  test.each(FOR_AGENTS)('%s is at both ports', async (path) => {
    const { body: expected, headers } = await supertest(operators).get(path).expect(200);
    const answer = await app.get(path);
    expect([answer.status, answer.body]).toEqual([200, expected]);
    expect(answer.headers['content-type']).toBe(headers['content-type']);
  });

  test.each([
    ...FOR_OPERATORS,
    '/',
    '/docs',
    '/console',
    '/console/streams',
    '/v1',
    '/healthz/',
    '/admin/v1/tokens',
    '/nope',
  ])('%s is not at the port of agents', async (path) => {
    const { status, body, headers } = await app.as(ADMIN, 'get', path);
    const isOperators = path.startsWith('/admin/v1/');
    expect([status, body]).toEqual([404, isOperators ? NOTHING_FOR_OPERATORS : NOTHING]);
    expect(headers['x-request-id']).toEqual(expect.any(String));
    expect(headers['content-type']).toBe(isOperators ? 'application/problem+json' : 'application/json');
  });

  test.each(FOR_OPERATORS)('%s is at the port of operators', async (path) => {
    await supertest(operators).get(path).set('Authorization', `Bearer ${ADMIN}`).expect(200);
  });

  /** A request line as no client of ours would write it. */
  async function raw(port: number, target: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.end(
      `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN}\r\nConnection: close\r\n\r\n`,
    );
    return text(socket);
  }

  test.each([
    'http://x/admin/v1/whoami',
    'http://x\\admin/v1/whoami',
    'http://x\\admin\\v1\\whoami?/v1/',
    'http://x#/v1/',
    '//admin/v1/whoami',
    '/v1/../admin/v1/whoami',
    '/v1/..\\..\\admin/v1/whoami',
    '/v1/%2e%2e/admin/v1/whoami',
    '/healthz/../admin/v1/whoami',
    'HTTP://x/v1/../../admin/v1/whoami',
    '*',
  ])('%s is no way around', async (target) => {
    const answer = await raw(app.port, target);
    expect(answer).not.toContain('bootstrap');
    expect(answer).toMatch(/^HTTP\/1\.1 4/);
  });

  test('a proxy may ask with the whole URL', async () => {
    expect(await raw(app.port, 'http://x/v1/streams')).toContain('"name":"s"');
  });

  test('what node cannot read is answered in our words at both', async () => {
    const address = operators.address();
    for (const port of [app.port, typeof address === 'object' ? (address?.port ?? 0) : 0]) {
      const socket = connect(port, '127.0.0.1');
      socket.end('nonsense\r\n\r\n');
      expect(await text(socket)).toContain(
        '{"kind":"invalid_params","value":"this is not a request of HTTP/1.1"}',
      );
    }
  });
});

describe('without BOOTSTRAP_TOKEN', () => {
  test('the first start puts a token into a file, and the next one does not', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roost-first-'));
    const first = await RunningApp.start({ settings: { bootstrapToken: null, dataDir } });
    const { file } = first.app.get(FirstToken);
    expect(file).toBe(join(dataDir, 'admin-token'));
    const token = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
    const { status, body } = await first.as(token, 'get', '/admin/v1/whoami');
    expect([status, body]).toEqual([200, { name: 'first', role: 'admin', streams: null, expires_at: null }]);
    await first.app.get(FirstToken).ensure();
    expect(readFileSync(join(dataDir, 'admin-token'), 'utf8').trim()).toBe(token);
    expect((await first.as(token, 'get', '/admin/v1/tokens')).body.items).toHaveLength(1);
    await first.close();
    rmSync(dataDir, { recursive: true });
  });
});
