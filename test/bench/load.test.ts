import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { isLoadReport } from '../../bench/load/load-job.js';
import { isPacedReport } from '../../bench/load/paced-job.js';
import { sampleAnswers } from '../../bench/load/sampler.js';
import { Child } from '../../bench/machine/child.js';

const POLL = { before: 'GET /v1/graph?node_uuid=', after: ' HTTP/1.1\r\nhost: localhost\r\n\r\n' };
const BODY = 'the graph';

const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((step) => step()));

async function serve(listener: RequestListener) {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  undo.push(() => server.close().closeAllConnections());
  await once(server, 'listening');
  const address = server.address();
  return { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 };
}

/** As it is built: it is a process of its own. */
function childOf(script: string): Child {
  const child = new Child(`../dist/bench/load/${script}.js`);
  undo.push(() => child.stop());
  return child;
}

const send: RequestListener = (_, response) =>
  void response.setHeader('Content-Length', BODY.length).end(BODY);

describe('load with as much as there can be', () => {
  const job = { poll: POLL, connections: 4, mostMs: 200, status: 200, length: BODY.length };

  async function loaded(listener: RequestListener, fresh: boolean) {
    const report = await childOf('load').ask({ ...job, fresh, address: await serve(listener) }, 10_000);
    if (!isLoadReport(report)) throw new Error('no report');
    return report;
  }

  test.each([false, true])(
    'asks again and again, with another uuid each time; fresh connections: %j',
    async (fresh) => {
      const uuids: (string | undefined)[] = [];
      const ports = new Set<number | undefined>();
      const { answered, fault } = await loaded((request, response) => {
        uuids.push(request.url?.split('=')[1]);
        ports.add(request.socket.remotePort);
        send(request, response);
      }, fresh);
      expect([fault, new Set(uuids).size]).toEqual([null, answered]);
      expect(ports.size).toBe(fresh ? answered : 4);
    },
  );

  test.each([
    [
      'another status',
      (response: Parameters<RequestListener>[1]) => response.writeHead(503, { 'Content-Length': 0 }).end(),
    ],
    [
      'another length',
      (response: Parameters<RequestListener>[1]) => response.setHeader('Content-Length', 1).end('x'),
    ],
    ['no answer', (response: Parameters<RequestListener>[1]) => response.socket?.destroy()],
  ])('is over at %s', async (_, answer) => {
    const { fault } = await loaded((__, response) => void answer(response), false);
    expect(fault).not.toBeNull();
  });
});

describe('load at a pace', () => {
  const job = { poll: POLL, connections: 2, seconds: 1, perSecond: 200, status: 200, length: BODY.length };

  async function paced(listener: RequestListener) {
    const report = await childOf('paced-load').ask({ ...job, address: await serve(listener) }, 20_000);
    if (!isPacedReport(report)) throw new Error('no report');
    return report;
  }

  test('sends as many as are due', async () => {
    let asked = 0;
    const { fault } = await paced((request, response) => {
      asked += 1;
      send(request, response);
    });
    expect([fault, asked]).toEqual([null, 200]);
  });

  test('counts as slow what could not be sent while the server stood still', async () => {
    const until = performance.now() + 2000;
    let begin = 0;
    const { latencies, fault } = await paced((request, response) => {
      begin ||= performance.now();
      // For 300 ms no answer: of 200 requests some 60 come due, but only two connections hold one of them.
      const wait = Math.max(0, Math.min(begin + 300, until) - performance.now());
      setTimeout(() => send(request, response), wait);
    });
    expect(fault).toBeNull();
    expect(latencies.p99).toBeGreaterThan(250);
    expect(latencies.p50).toBeLessThan(latencies.p99 / 2);
  });

  test('is over at another answer', async () => {
    const { fault } = await paced((_, response) => void response.setHeader('Content-Length', 1).end('x'));
    expect(fault).toContain('got HTTP/1.1 200 OK');
  });
});

describe('samples under load', () => {
  const answer = { status: 200, head: '', body: Buffer.from(BODY) };

  test('find an answer whose bytes are others, though its length is the same', async () => {
    const address = await serve(
      (_, response) => void response.setHeader('Content-Length', BODY.length).end('the grape'),
    );
    const stop = new AbortController();
    await expect(
      sampleAnswers(address, { poll: POLL, answer, longest: 0, exact: true }, stop.signal),
    ).rejects.toThrow('another answer');
  });

  test.each([
    ['the right bytes', true, BODY],
    ['any bytes of a server that is not ours', false, 'something else'],
  ])('let pass %s, until they are stopped', async (_, exact, text) => {
    const address = await serve(
      (__, response) => void response.setHeader('Content-Length', text.length).end(text),
    );
    const stop = new AbortController();
    const sampled = sampleAnswers(address, { poll: POLL, answer, longest: 0, exact }, stop.signal);
    setTimeout(() => stop.abort(), 150);
    await expect(sampled).resolves.toBeUndefined();
  });
});
