import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits/limits.js';
import { indexOf, rolledOut } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { LANES } from './lanes.js';
import { RunningApp } from './running-app.js';

const folder = new GraphFolder();
const GRAPH = '/v1/graph?stream=stable&basearch=x86_64';
const ASK = `GET ${GRAPH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
const OVERLOADED = {
  connections: '{"kind":"overloaded","value":"too many connections at a time: ask again soon"}',
  requests:
    '{"kind":"overloaded","value":"too many requests at a time: ask again soon; graphs are served all the same"}',
};
describe.each(LANES)('%s', (_, fastLane) => {
  let app: RunningApp;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
    app = await RunningApp.start({
      graphData: folder.path,
      settings: {
        fastLane,
        limits: {
          ...DEFAULT_LIMITS,
          maxConnections: 6,
          maxRequests: 2,
          headersSeconds: 3,
          requestSeconds: 30,
          keepAliveSeconds: 2,
        },
      },
    });
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await until(() => metric('roost_connections{port="agents"}'), 1);
  });

  afterAll(async () => {
    await app.close();
    folder.remove();
  });

  /** A connection that is closed after the test, if not before. */
  async function open(bytes: string | Buffer = ''): Promise<Socket> {
    const socket = connect(app.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    if (bytes.length > 0) socket.write(bytes);
    return socket;
  }

  /** What comes until the connection is closed. */
  async function answerTo(bytes: string | Buffer): Promise<string> {
    return received(await open(bytes));
  }

  async function received(socket: Socket): Promise<string> {
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    if (!socket.destroyed) await once(socket, 'close');
    return answer;
  }

  async function until<T>(ask: () => Promise<T>, expected: T): Promise<void> {
    await expect.poll(ask, { timeout: 10_000 }).toBe(expected);
  }

  /** Of a connection of its own, which is counted too. */
  async function metric(name: string): Promise<number> {
    const metrics = await answerTo('GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    return Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  }

  describe('what is no request of ours', () => {
    const flood = (header: string, times: number) =>
      `GET ${GRAPH} HTTP/1.1\r\nHost: x\r\n${header.repeat(times)}Connection: close\r\n\r\n`;
    const post = (headers: string, body: string) =>
      `POST ${GRAPH} HTTP/1.1\r\nHost: x\r\n${headers}\r\n${body}`;

    test.each<[string, string | Buffer, number, string]>([
      ['a query of 15 KB', ASK.replace(' HTTP', `&x=${'x'.repeat(15_000)} HTTP`), 200, ''],
      ['a query of 16 KB', ASK.replace(' HTTP', `&x=${'x'.repeat(16_384)} HTTP`), 431, 'headers_too_large'],
      ['a query of 1 MB', ASK.replace(' HTTP', `&x=${'x'.repeat(1_048_576)} HTTP`), 431, 'headers_too_large'],
      ['2,000 headers', flood('a: b\r\n', 2000), 200, ''],
      ['3,500 headers', flood('a:\r\n', 3500), 200, ''],
      ['20,000 headers', flood('a: b\r\n', 20_000), 431, 'headers_too_large'],
      [
        'garbage',
        Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37 + 129) % 256)),
        400,
        'invalid_params',
      ],
      ['zeros', Buffer.alloc(500), 400, 'invalid_params'],
      ['HTTP/0.9', `GET ${GRAPH}\r\nHost: x\r\n\r\n`, 200, ''],
      ['HTTP/3.7', ASK.replace('1.1', '3.7'), 400, 'invalid_params'],
      ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'invalid_params'],
      ['a ClientHello of TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400, 'invalid_params'],
      ['a method that nobody knows', ASK.replace('GET', 'FETCH'), 400, 'invalid_params'],
      ['a tunnel', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'method_not_allowed'],
      ['lines that end in LF', ASK.replaceAll('\r\n', '\n'), 400, 'invalid_params'],
      ['lines that end in CR', ASK.replaceAll('\r\n', '\r'), 400, 'invalid_params'],
      ['a header with NUL', ASK.replace('Host', 'A: \0\r\nHost'), 400, 'invalid_params'],
      ['a header on two lines', ASK.replace('Host', 'A: b\r\n c\r\nHost'), 400, 'invalid_params'],
      ['a name with a space behind it', ASK.replace('Host:', 'Host :'), 400, 'invalid_params'],
      [
        'CR and LF in the query',
        ASK.replace('x86_64', 'x86_64%0d%0aX: y').replace(': y', ':y'),
        404,
        'unknown_basearch',
      ],
      [
        'both lengths',
        post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
        400,
        'invalid_params',
      ],
      ['two lengths', post('Content-Length: 0\r\nContent-Length: 4\r\n', 'abcd'), 400, 'invalid_params'],
      ['a length below nothing', post('Content-Length: -1\r\n', ''), 400, 'invalid_params'],
      ['a chunk that is none', post('Transfer-Encoding: chunked\r\n', 'zz\r\n'), 405, 'method_not_allowed'],
    ])('%s is answered, and so is the next caller', async (_, bytes, status, kind) => {
      const answer = await answerTo(bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      if (kind !== '') {
        expect(head).toMatch(/^X-Request-Id: \S+$/m);
        expect(body).toMatch(new RegExp(`^\\{"kind":"${kind}","value":".+"\\}`));
      }
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
    });

    test('whoever asks for a tunnel and resets the connection ends nothing but that', async () => {
      for (let i = 0; i < 3; i++) {
        const caller = await open('CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n');
        await once(caller, 'data');
        caller.resetAndDestroy();
      }
      await sleep(100);
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
    });

    test('10,000 requests before the first answer is read are cut off', async () => {
      const before = await metric('roost_shed_total{reason="pipelining"}');
      const greedy = await open();
      greedy.pause().write(ASK.replace('Connection: close\r\n', '').repeat(10_000));
      await until(() => metric('roost_shed_total{reason="pipelining"}'), before + 1);
      await until(() => metric('roost_connections{port="agents"}'), 1);
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
    });

    test('some requests before the first answer is read are answered', async () => {
      const ahead = ASK.replace('Connection: close\r\n', '').repeat(100) + ASK;
      expect((await answerTo(ahead)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(101);
    });

    test('does not stay for as long as it likes once it was answered', async () => {
      const stays = connect({ port: app.port, host: '127.0.0.1', allowHalfOpen: true });
      sockets.push(stays);
      stays.write('garbage\r\n\r\n');
      expect(await text(stays)).toContain('"invalid_params"');
      await until(() => metric('roost_connections{port="agents"}'), 1);
    });
  });

  describe('at the limit of connections', () => {
    const SLOW_HEAD = `GET ${GRAPH} HTTP/1.1\r\nHost: x\r\nX: `;
    const SLOW_BODY = 'POST /admin/v1/lint HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{';

    test('the one that has waited longest without asking gives way, without a word', async () => {
      const before = await metric('roost_shed_total{reason="idle"}');
      const [first, ...others] = [
        await open(),
        await open(),
        await open(),
        await open(),
        await open(),
        await open(),
      ];
      const closed = received(first);
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await closed).toBe('');
      expect(others.map((socket) => socket.destroyed)).toEqual(Array(5).fill(false));
      expect(await metric('roost_shed_total{reason="idle"}')).toBe(before + 1);
    });

    test('one that has asked lately is spared for one that has not', async () => {
      const keeps = await open(ASK.replace('Connection: close\r\n', ''));
      await once(keeps, 'data');
      for (let i = 0; i < 4; i++) await open();
      keeps.write(ASK.replace('Connection: close\r\n', ''));
      await once(keeps, 'data');
      for (let i = 0; i < 4; i++) await open();
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
      expect(keeps.destroyed).toBe(false);
    });

    test.each([
      ['head', ''],
      ['head, after another request,', ASK.replace('Connection: close\r\n', '')],
    ])('a slow %s is told why it has to go', async (_, before) => {
      const slow = await open(before);
      const answer = received(slow);
      await sleep(100);
      slow.write(SLOW_HEAD);
      await sleep(100);
      for (let i = 0; i < 5; i++) await open();
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await answer).toMatch(/HTTP\/1\.1 503 Service Unavailable\r\n(.+\r\n)*Retry-After: 5\r\n/);
      expect(await answer).toContain(OVERLOADED.connections);
    });

    test('slow bodies keep nobody out', async () => {
      for (let i = 0; i < 12; i++) await open(SLOW_BODY);
      expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
    });

    test('twenty times as many as there is room for keep nobody out', async () => {
      for (let i = 0; i < 120; i++) void open(i % 2 ? SLOW_HEAD : '');
      for (let i = 0; i < 10; i++) expect(await answerTo(ASK)).toMatch(/^HTTP\/1\.1 200 /);
    });
  });

  describe('time', () => {
    test.each([
      ['nothing', '', 408],
      ['half a head', 'GET / HTTP/1.1\r\n', 408],
    ])('%s is waited for only so long', async (_, bytes, status) => {
      const start = performance.now();
      expect(await answerTo(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*"kind":"request_timeout"`));
      expect(performance.now() - start).toBeLessThan(6000);
    });

    test('the next request is waited for only so long', async () => {
      const start = performance.now();
      const answer = await answerTo(ASK.replace('Connection: close\r\n', ''));
      expect(answer).toContain('Keep-Alive: timeout=2');
      expect(performance.now() - start).toBeLessThan(5000);
    });
  });
});
