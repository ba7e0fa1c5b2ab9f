import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import {
  answerWell,
  closeAll,
  DOCUMENTS,
  INDEX,
  outcomeOf,
  pathOf,
  serving,
  SHORT,
  sourceAt,
} from './http-servers.js';

afterEach(closeAll);

/** How long something takes, in milliseconds. */
async function timed<T>(what: Promise<T>): Promise<readonly [T, number]> {
  const begun = performance.now();
  return [await what, performance.now() - begun];
}

/** Leaves the first requests of each document to `bad`. */
function healing(requests: number, bad: RequestListener): RequestListener {
  const seen = new Map<string, number>();
  return (request, response) => {
    const count = (seen.get(pathOf(request)) ?? 0) + 1;
    seen.set(pathOf(request), count);
    (count <= requests ? bad : answerWell)(request, response);
  };
}

/** A byte now and then. */
function trickle(request: IncomingMessage, response: ServerResponse): void {
  const text = DOCUMENTS[pathOf(request)] ?? '';
  let sent = 0;
  const timer = setInterval(() => response.write(text[sent++] ?? ' '), 50);
  response.on('close', () => clearInterval(timer));
}

const hang = (): undefined => undefined;

describe('a server that accepts and then', () => {
  test.each<[string, RequestListener]>([
    ['hangs', hang],
    ['hangs in the headers', (request) => request.socket.write('HTTP/1.1 200 OK\r\nContent-')],
    ['hangs in the body', (_, response) => response.writeHead(200, { 'Content-Length': 9999 }).write('{')],
    ['trickles', trickle],
  ])('%s is left as soon as it has healed', async (_, bad) => {
    const server = await serving(healing(2, bad));
    const [outcome, took] = await timed(outcomeOf(sourceAt(server.url)));
    expect(outcome).toBe('well');
    expect(took).toBeGreaterThan(2 * SHORT.hedgeMs - 10);
    expect(took).toBeLessThan(3 * SHORT.hedgeMs);
    expect(server.asked).toHaveLength(6);
    expect(await server.left()).toBe(0);
  });

  test.each<[string, RequestListener]>([
    ['hangs', hang],
    ['trickles', trickle],
  ])('%s for good is left when the time is over', async (_, bad) => {
    const server = await serving(bad);
    const source = sourceAt(server.url);
    const [outcome, took] = await timed(outcomeOf(source));
    expect(outcome).toBe(`document_unreadable: ${server.url}${INDEX}: did not come whole within 1.5 s`);
    expect(took).toBeGreaterThan(SHORT.documentMs - 10);
    expect(took).toBeLessThan(SHORT.documentMs + 400);
    expect(server.asked).toHaveLength(8);
    expect(await server.left()).toBe(0);
    expect(await outcomeOf(source)).toBe(outcome);
  });

  test('is slow is waited for', async () => {
    const server = await serving((request, response) => {
      setTimeout(() => answerWell(request, response), 3 * SHORT.hedgeMs + 100);
    });
    expect(await outcomeOf(sourceAt(server.url))).toBe('well');
    expect(await server.left()).toBe(0);
  });

  test('hangs at one document does not have the other asked for again', async () => {
    const server = await serving((request, response) => {
      if (pathOf(request) === INDEX && server.asked.filter((one) => one.startsWith(INDEX)).length < 3) return;
      answerWell(request, response);
    });
    expect(await outcomeOf(sourceAt(server.url))).toBe('well');
    expect(server.asked.filter((one) => one.startsWith('/updates'))).toHaveLength(1);
  });
});

test('a server that does not accept is left when the time to connect is over', async () => {
  const full = await FullServer.start();
  try {
    const url = `http://127.0.0.1:${full.port}`;
    const [outcome, took] = await timed(outcomeOf(sourceAt(url)));
    expect(outcome).toBe(`document_unreadable: ${url}${INDEX}: could not connect within 0.5 s`);
    expect(took).toBeGreaterThan(SHORT.connectMs - 10);
    expect(took).toBeLessThan(SHORT.connectMs + 300);
    expect(full.connecting()).toBe(full.connectingBefore);
  } finally {
    await full.close();
  }
});

/** A socket that listens, with so many waiting that the system lets nobody in any more. */
class FullServer {
  readonly #waiting: Socket[] = [];
  connectingBefore = 0;

  private constructor(
    private readonly worker: Worker,
    readonly port: number,
  ) {}

  static async start(): Promise<FullServer> {
    const worker = new Worker(ACCEPTS_NOBODY, { eval: true });
    const [port] = await once(worker, 'message');
    const server = new FullServer(worker, port);
    while (await server.#letsIn());
    server.connectingBefore = server.connecting();
    return server;
  }

  /** What of ours waits for a connection. */
  connecting(): number {
    return process.getActiveResourcesInfo().filter((one) => one === 'TCPConnectWrap').length;
  }

  async close(): Promise<void> {
    for (const socket of this.#waiting) socket.destroy();
    await this.worker.terminate();
  }

  async #letsIn(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1').on('error', hang);
    this.#waiting.push(socket);
    const letIn = once(socket, 'connect').then(() => true);
    const waits = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 300));
    return Promise.race([letIn, waits]);
  }
}

const ACCEPTS_NOBODY = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
