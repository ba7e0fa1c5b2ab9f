import { zstd } from '../../src/adapters/http/agent/zstd.js';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, release, rolledOut } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { GraphFolder } from './graph-folder.js';
import { LANES } from './lanes.js';
import { RunningApp } from './running-app.js';

const folder = new GraphFolder();
describe.each(LANES)('%s', (_, fastLane) => {
  let app: RunningApp;

  const PREFIX = 'org.fedoraproject.coreos.';
  const payloadOf = (version: string) => release(version).payloads[0]?.payload;
  const node = (version: string, age: number, more: object = {}) => ({
    version,
    metadata: { [`${PREFIX}scheme`]: 'checksum', [`${PREFIX}releases.age_index`]: String(age), ...more },
    payload: payloadOf(version),
  });
  const ROLLED_OUT = { [`${PREFIX}updates.rollout`]: 'true', [`${PREFIX}updates.start_value`]: '1' };
  const GRAPH = JSON.stringify({ nodes: [node('1', 0), node('2', 1, ROLLED_OUT)], edges: [[0, 1]] });

  beforeAll(async () => {
    folder.write('stable', {
      index: indexOf('1', '2'),
      updates: rolledOut('2'),
      profile: { aliases: ['24.03-LTS'] },
    });
    folder.write('broken', { index: '{"releases": [', updates: rolledOut() });
    app = await RunningApp.start({ graphData: folder.path, settings: { fastLane } });
    await app.store.change('empty', releasesAre(), NOTE);
    await app.store.change('bare', releasesAre(release('1', { payloads: [] })), NOTE);
    await app.refresh();
    await app.settled();
  });

  afterAll(async () => {
    await app.close();
    folder.remove();
  });

  const STABLE = '/v1/graph?stream=stable&basearch=x86_64';

  describe('a good request', () => {
    test.each([
      [STABLE],
      ['/v1/graph?stream=24.03-LTS&basearch=x86_64'],
      ['/v1/graph?stream=stable&basearch=amd64'],
      ['/v1/graph?basearch=x86_64&stream=stable&oci=false'],
      ['/v1/graph?%73tream=st%61ble&basearch=x86_64'],
      [`${STABLE}&unknown=1&unknown=2&&=&x`],
      [`${STABLE}&group=g&platform=qemu&os_version=1&node_uuid=%ff&os_checksum=${'c'.repeat(1024)}`],
      [`${STABLE}&group=${'%F0%9F%90%94'.repeat(256)}`],
    ])('%s gets the graph', async (path) => {
      const { status, text, headers } = await app.get(path);
      expect([status, text]).toEqual([200, GRAPH]);
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'content-length': String(GRAPH.length),
        'cache-control': 'no-cache',
        vary: 'Accept-Encoding',
        'roost-revision': '1',
        'access-control-allow-origin': '*',
        etag: expect.stringMatching(/^"[\w-]{22}"$/),
      });
      expect(headers).not.toHaveProperty('x-request-id');
    });

    test('with the whole URL as its target, as proxies send it, gets the graph', async () => {
      const socket = connect(app.port, '127.0.0.1');
      socket.write(
        `GET http://example.com${STABLE} HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n`,
      );
      expect(await text(socket)).toContain(GRAPH);
    });

    test('for a stream without any release gets an empty graph, whatever the basearch', async () => {
      for (const scope of ['basearch=x86_64', 'basearch=riscv64&oci=true']) {
        const { status, text } = await app.get(`/v1/graph?stream=empty&${scope}`);
        expect([status, text]).toEqual([200, '{"nodes":[],"edges":[]}']);
      }
    });

    test('by HEAD gets the same without a body', async () => {
      const { headers } = await app.get(STABLE);
      const head = await app.request('head', STABLE);
      const { date: _date, ...expected } = headers;
      expect([head.status, head.text]).toEqual([200, undefined]);
      expect(head.headers).toMatchObject(expected);
    });
  });

  describe('a request that is refused', () => {
    const LONG = 'x'.repeat(257);
    test.each([
      ['/v1/graph', 400, 'missing_params', 'stream is missing'],
      ['/v1/graph?basearch=x86_64', 400, 'missing_params', 'stream is missing'],
      ['/v1/graph?stream=stable', 400, 'missing_params', 'basearch is missing'],
      ['/v1/graph?stream=&basearch=x86_64', 400, 'invalid_params', 'stream is empty'],
      ['/v1/graph?stream&basearch=x86_64', 400, 'invalid_params', 'stream is empty'],
      ['/v1/graph?stream=stable&basearch=%20', 400, 'invalid_params', 'basearch is empty'],
      ['/v1/graph?stream=stable&basearch=+', 400, 'invalid_params', 'basearch is empty'],
      [`${STABLE}&oci=`, 400, 'invalid_params', 'oci must be true or false'],
      [`${STABLE}&oci`, 400, 'invalid_params', 'oci must be true or false'],
      [`${STABLE}&oci=True`, 400, 'invalid_params', 'oci must be true or false'],
      [`${STABLE}&oci=true&oci=true`, 400, 'invalid_params', 'oci is given more than once'],
      [`${STABLE}&%73tream=stable`, 400, 'invalid_params', 'stream is given more than once'],
      [`${STABLE}&group=${LONG}`, 400, 'invalid_params', 'group is longer than 256'],
      [`/v1/graph?stream=${LONG}&basearch=x86_64`, 400, 'invalid_params', 'stream is longer than 256'],
      [`${STABLE}&os_checksum=${'c'.repeat(1025)}`, 400, 'invalid_params', 'os_checksum is longer than 1024'],
      ['/v1/graph?stream=nope&basearch=x86_64', 404, 'unknown_stream', 'there are bare, empty, stable'],
      ['/v1/graph?stream=STABLE&basearch=x86_64', 404, 'unknown_stream', 'there are bare, empty, stable'],
      ['/v1/graph?stream=__proto__&basearch=x86_64', 404, 'unknown_stream', 'there are'],
      ['/v1/graph?stream=stable&basearch=s390x', 404, 'unknown_basearch', 'there is x86_64'],
      [`${STABLE}&oci=true`, 404, 'unknown_basearch', 'ask without oci=true'],
      [
        '/v1/graph?stream=bare&basearch=x86_64',
        404,
        'unknown_basearch',
        'bare has no release in scheme checksum',
      ],
      ['/v1/graph/', 404, 'not_found', 'nothing at this path'],
      ['//v1/graph', 404, 'not_found', 'nothing at this path'],
      ['/v1/graphs?stream=stable&basearch=x86_64', 404, 'not_found', 'nothing at this path'],
      ['/', 404, 'not_found', 'nothing at this path'],
      ['/healthz/', 404, 'not_found', 'nothing at this path'],
      ['/V1/streams', 404, 'not_found', 'nothing at this path'],
    ])('%s is %i %s', async (path, status, kind, value) => {
      const response = await app.get(path);
      expect([response.status, response.body]).toEqual([
        status,
        { kind, value: expect.stringContaining(value) },
      ]);
      expect(response.headers).toMatchObject({
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
      });
    });

    test.each(['rollout_wariness', 'node_uuid', 'group', 'platform', 'os_version', 'os_checksum'])(
      'because it gives %s twice',
      async (name) => {
        const { status, body } = await app.get(`${STABLE}&${name}=1&${name}=1`);
        const value = `${name} is given more than once: give it once`;
        expect([status, body]).toEqual([400, { kind: 'invalid_params', value }]);
      },
    );

    test.each(['post', 'put', 'delete', 'patch'] as const)(
      '%s is 405 with what is allowed',
      async (method) => {
        const { status, body, headers } = await app.request(method, STABLE);
        expect([status, body]).toEqual([
          405,
          { kind: 'method_not_allowed', value: 'a graph can only be read: use GET' },
        ]);
        expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
      },
    );

    test('because its stream never was complete is told to come back', async () => {
      const { status, body, headers } = await app.get('/v1/graph?stream=broken&basearch=x86_64');
      expect([status, body]).toEqual([
        503,
        { kind: 'not_ready', value: 'this stream has no complete graph yet: ask again soon' },
      ]);
      expect(headers['retry-after']).toBe('5');
    });

    test('carries the request id of the caller where it is a safe one', async () => {
      const answered = async (id: string) =>
        (await app.get('/v1/graph').set('X-Request-Id', id)).headers['x-request-id'];
      expect(await answered('abc-1.2_3')).toBe('abc-1.2_3');
      expect(await answered('a b')).not.toBe('a b');
      expect(await answered('x'.repeat(65))).not.toContain('xx');
    });
  });

  describe('what node itself refuses', () => {
    test.each([
      ['a request without a host', `GET ${STABLE} HTTP/1.1\r\n\r\n`, 400, 'invalid_params'],
      ['garbage', 'GARBAGE\r\n\r\n', 400, 'invalid_params'],
      [
        'a head of over 16 KiB',
        `GET ${STABLE} HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
        431,
        'headers_too_large',
      ],
    ])('%s is answered like everything else', async (_, bytes, status, kind) => {
      const socket = connect(app.port, '127.0.0.1');
      socket.write(bytes);
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(head).toContain('X-Request-Id: ');
      expect(JSON.parse(body)).toEqual({ kind, value: expect.any(String) });
    });
  });

  test.each([
    ['of HTTP/1.0 without a host', `GET ${STABLE} HTTP/1.0\r\n\r\n`],
    [
      'with an odd expectation',
      `GET ${STABLE} HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n`,
    ],
  ])('a request %s gets the graph', async (_, bytes) => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(bytes);
    expect(await text(socket)).toContain(GRAPH);
  });

  describe('cross-origin', () => {
    test('any page may ask first', async () => {
      const response = await app
        .request('options', STABLE)
        .set({ Origin: 'https://example.com', 'Access-Control-Request-Method': 'GET' });
      expect([response.status, response.text]).toEqual([200, '']);
      expect(response.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        allow: 'GET, HEAD, OPTIONS',
      });
    });
  });

  describe('content codings and validators', () => {
    /** By node's own client, which leaves the bytes as they come. */
    const asked = async (encoding: string, tag?: string) => {
      const headers = { 'Accept-Encoding': encoding, ...(tag !== undefined && { 'If-None-Match': tag }) };
      const [response] = await once(get({ port: app.port, path: STABLE, headers }), 'response');
      return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
    };

    test.each([
      ['', undefined],
      ['identity', undefined],
      ['gzip', 'gzip'],
      ['br', 'br'],
      ['gzip, deflate, br', 'br'],
      ['gzip;q=1.0, br;q=0.5', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['*', 'br'],
      ['*;q=0', undefined],
      ['gzip;q=0', undefined],
      ['zstd, compress', zstd ? 'zstd' : undefined],
      ['zstd, gzip;q=0.9', zstd ? 'zstd' : 'gzip'],
      ['zstd, br', 'br'],
      ['identity, gzip;q=0.5', undefined],
      ['GZIP', 'gzip'],
    ])('Accept-Encoding: %s is answered in %s', async (encoding, expected) => {
      expect((await asked(encoding)).headers['content-encoding']).toBe(expected);
    });

    test('every coding holds the same graph', async () => {
      expect(gunzipSync((await asked('gzip')).body).toString()).toBe(GRAPH);
      expect(brotliDecompressSync((await asked('br')).body).toString()).toBe(GRAPH);
    });

    test('every coding has a strong validator of its own, and is not sent twice', async () => {
      const tags = new Set<string>();
      for (const encoding of ['identity', 'gzip', 'br']) {
        const { headers } = await asked(encoding);
        const tag = String(headers['etag']);
        tags.add(tag);
        for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
          const again = await asked(encoding, known);
          expect([again.status, again.body.length]).toEqual([304, 0]);
          expect(again.headers).toMatchObject({ etag: tag, vary: 'Accept-Encoding', 'roost-revision': '1' });
        }
        expect((await asked(encoding, '"other"')).status).toBe(200);
      }
      expect(tags.size).toBe(3);
    });

    test('a connection is kept for the next request', async () => {
      const socket = connect(app.port, '127.0.0.1');
      const request = `GET ${STABLE} HTTP/1.1\r\nHost: x\r\n\r\n`;
      socket.write(request + request);
      let received = '';
      while (received.split(GRAPH).length < 3) received += String((await once(socket, 'data'))[0]);
      socket.destroy();
      expect(received.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
    });
  });
});
