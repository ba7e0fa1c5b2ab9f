import { connect } from 'node:http2';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN } from '../e2e/running-app.js';
import { AGENTS, OPERATORS, Proxy, type Ports, type Recipe } from './proxy.js';
import { Upstream } from './upstream.js';

const UUID = 'feedc0dedeadbeeffeedc0dedeadbeef';
const GRAPH = '/v1/graph?stream=stable&basearch=x86_64&rollout_wariness=0.5';

/**
 * What agents and operators may expect of every proxy in front, whatever it is called.
 * @param logs what it writes into, in its folder
 * @param ofItsOwn what only this one has to do
 */
export function proxyContract(
  recipe: (folder: string, ports: Ports) => Recipe,
  logs: readonly string[],
  ofItsOwn: (proxy: () => Proxy) => void,
): void {
  let upstream: Upstream;
  let proxy: Proxy;

  beforeAll(async () => {
    upstream = await Upstream.start();
    const { agentsPort: agents, operatorsPort: operators } = upstream;
    proxy = await Proxy.start({ agents, operators }, recipe);
  });

  afterAll(async () => {
    await proxy.stop();
    await upstream.close();
  });

  /** The same without the proxy. */
  const direct = (path: string, encoding = '') => upstream.app.get(path).set('Accept-Encoding', encoding);
  const asOperator = { host: OPERATORS, headers: { Authorization: `Bearer ${ADMIN}` } };
  const json = (body: Buffer): unknown => JSON.parse(String(body));

  describe('an agent', () => {
    test('gets the very graph that Roost sends', async () => {
      const { status, headers, body } = await proxy.ask(GRAPH);
      const expected = await direct(GRAPH);
      expect([status, String(body)]).toEqual([200, expected.text]);
      expect(headers['etag']).toBe(expected.headers['etag']);
      expect(headers).not.toHaveProperty('content-encoding');
    });

    test.each(['gzip', 'br'])('gets it as %s where it asks for that, by its own name', async (coding) => {
      const { headers, body } = await proxy.ask(GRAPH, { headers: { 'Accept-Encoding': coding } });
      const expected = await direct(GRAPH, coding);
      expect(headers).toMatchObject({
        'content-encoding': coding,
        'content-length': expected.headers['content-length'],
        etag: expected.headers['etag'],
        vary: 'Accept-Encoding',
      });
      expect(String(body.length)).toBe(expected.headers['content-length']);
    });

    test('gets 304 for what it has', async () => {
      const { headers } = await proxy.ask(GRAPH);
      const again = await proxy.ask(GRAPH, { headers: { 'If-None-Match': String(headers['etag']) } });
      expect([again.status, again.headers['etag'], String(again.body)]).toEqual([304, headers['etag'], '']);
    });

    test('may speak HTTP/2', async () => {
      const ca = proxy.certificate;
      const session = connect(`https://127.0.0.1:${proxy.ports.https}`, { ca, servername: AGENTS });
      const stream = session.request({ ':path': GRAPH, ':authority': AGENTS });
      const body = await text(stream);
      session.close();
      expect([session.alpnProtocol, body]).toEqual(['h2', (await direct(GRAPH)).text]);
    });

    test.each([
      ['/v1/graph?stream=nothing&basearch=x86_64', 404],
      ['/v1/graph?stream=stable', 400],
    ])('reads what Roost itself has against it: %s', async (path, expected) => {
      const { status, body } = await proxy.ask(path);
      expect([status, String(body)]).toEqual([expected, (await direct(path)).text]);
    });

    test.each(['/v1/streams', '/prod/streams/stable/releases.json', '/updates/stable.json'])(
      'finds %s',
      async (path) => {
        expect(String((await proxy.ask(path)).body)).toBe((await direct(path)).text);
      },
    );

    test.each([
      ...['/', '/metrics', '/admin/v1/whoami', '/docs/', '/healthz', '/readyz', '/v1', '/.roost/timeout'],
      ...['/v1/../admin/v1/whoami', '/v1/%2e%2e/metrics', '//metrics'],
    ])('finds nothing at %s', async (path) => {
      const { status, headers, body } = await proxy.ask(path, asAgent(ADMIN));
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('application/json');
      expect(json(body)).toEqual({
        kind: 'not_found',
        value: 'there is nothing at this path: agents find /v1/graph',
      });
    });

    test('who sends a body that is too large is told so', async () => {
      const asked = { method: 'POST', body: 'x'.repeat(30_000), headers: { 'Content-Length': '30000' } };
      const { status, body } = await proxy.ask('/v1/graph', asked);
      expect([status, json(body)]).toEqual([413, { kind: 'body_too_large', value: expect.any(String) }]);
    });

    test('without TLS is sent on to the same with it', async () => {
      const answer = await proxy.askPlainly(proxy.ports.http, `${GRAPH}&node_uuid=${UUID}`);
      expect(answer).toMatch(/^HTTP\/1\.1 308 /);
      expect(answer).toMatch(/^location: https:\/\/roost\.example(:\d+)?\/v1\/graph\?stream=stable/im);
    });
  });

  describe('Roost', () => {
    test('is told who calls and how, whatever the caller says', async () => {
      upstream.seen.length = 0;
      await proxy.ask(GRAPH, { headers: { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Proto': 'http' } });
      expect(upstream.seen).toEqual([
        expect.objectContaining({
          ...{ host: AGENTS, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
        }),
      ]);
    });

    test('is asked on connections that stay', async () => {
      const before = upstream.connections;
      for (let i = 0; i < 20; i++) await proxy.ask(GRAPH);
      expect(upstream.connections - before).toBeLessThanOrEqual(1);
    });
  });

  describe('an operator', () => {
    test('gets to the interface, with a token', async () => {
      const { status, body } = await proxy.ask('/admin/v1/whoami', asOperator);
      expect([status, json(body)]).toEqual([200, expect.objectContaining({ role: 'admin' })]);
      const stranger = await proxy.ask('/admin/v1/whoami', { host: OPERATORS });
      expect([stranger.status, stranger.headers['content-type']]).toEqual([401, 'application/problem+json']);
    });

    test('may send documents of megabytes', async () => {
      const padding = ' '.repeat(2_000_000);
      const body =
        JSON.stringify({ releases: { releases: [] }, updates: { stream: 's', releases: [] } }) + padding;
      const headers = { ...asOperator.headers, 'Content-Type': 'application/json' };
      const { status } = await proxy.ask('/admin/v1/lint', { ...asOperator, method: 'POST', headers, body });
      expect(status).toBe(200);
    });

    test('from elsewhere gets nothing', async () => {
      const { status, headers, body } = await proxy.ask('/docs/', { ...asOperator, from: '127.0.0.2' });
      expect([status, headers['content-type']]).toEqual([403, 'application/problem+json']);
      expect(json(body)).toMatchObject({ status: 403, kind: 'forbidden', value: expect.any(String) });
    });

    test('is not shown what is for Prometheus', async () => {
      const { status, body } = await proxy.ask('/metrics', asOperator);
      expect([status, json(body)]).toEqual([
        404,
        expect.objectContaining({ status: 404, kind: 'not_found' }),
      ]);
    });
  });

  describe('this one', () => ofItsOwn(() => proxy));

  describe('while Roost is away', () => {
    beforeAll(() => upstream.leave());

    test('agents read JSON that says so, and when to come back', async () => {
      const { status, headers, body } = await proxy.ask(`${GRAPH}&node_uuid=${UUID}`);
      expect([status, headers['content-type'], headers['retry-after']]).toEqual([
        503,
        'application/json',
        '30',
      ]);
      expect(json(body)).toEqual({ kind: 'unavailable', value: expect.any(String) });
    });

    test('operators read the same as RFC 9457 has it', async () => {
      const { status, headers, body } = await proxy.ask('/admin/v1/whoami', asOperator);
      expect([status, headers['content-type'], headers['retry-after']]).toEqual([
        ...[503, 'application/problem+json', '30'],
      ]);
      expect(json(body)).toMatchObject({ status: 503, kind: 'unavailable', detail: expect.any(String) });
    });
  });

  test('no log says who asked: neither the node nor the host', () => {
    const written = proxy.logs(...logs);
    expect(written).toContain('/v1/graph');
    expect(written).toContain('127.0.0.0');
    for (const secret of [UUID, 'node_uuid', 'basearch', '127.0.0.1"', ADMIN]) {
      const lines = written.split('\n').filter((line) => line.includes(secret));
      expect(lines).toEqual([]);
    }
  });
}

/** Who asks for operators' things where agents ask. */
function asAgent(token: string) {
  return { host: AGENTS, headers: { Authorization: `Bearer ${token}` } };
}
