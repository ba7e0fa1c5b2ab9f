import type { RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import {
  answerWell,
  closeAll,
  DOCUMENTS,
  INDEX,
  outcomeOf,
  pathOf,
  serving,
  sourceAt,
  started,
} from './http-servers.js';

afterEach(closeAll);

/** Both documents are answered so; what is said of the first is what counts. */
async function outcomeWith(listener: RequestListener) {
  const server = await serving(listener);
  const outcome = await outcomeOf(sourceAt(server.url));
  expect(await server.left()).toBe(0);
  return { outcome, index: server.url + INDEX, server };
}

const WHOLE = DOCUMENTS[INDEX] ?? '';
const BROKEN = 'the connection broke off before the answer was whole';

describe('an answer', () => {
  test.each<[string, string, RequestListener]>([
    ['with an error', 'answered 502', (_, response) => response.writeHead(502).end('<html>')],
    ['that is not there', 'answered 404', (_, response) => response.writeHead(404).end()],
    ['without anything', 'answered 204', (_, response) => response.writeHead(204).end()],
    ['with an error without end', 'answered 500', (_, response) => void response.writeHead(500).write('x')],
    [
      'cut off by its length',
      BROKEN,
      (_, response) => cutOff(response.writeHead(200, { 'Content-Length': 9999 })),
    ],
    ['cut off in chunks', BROKEN, (_, response) => cutOff(response.writeHead(200))],
    ['cut off before it began', BROKEN, (request) => request.socket.destroy()],
    ['ended too early by its length', BROKEN, (_, response) => endEarly(response)],
    [
      'that is no HTTP',
      'the answer is not HTTP',
      (request) => request.socket.end('220 mail.example ESMTP\r\n'),
    ],
    [
      'with too many headers',
      'the headers of the answer are too large',
      (_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(70_000) }).end(),
    ],
    [
      'in a strange coding',
      'came in the content coding "zip"',
      (_, response) => response.writeHead(200, { 'Content-Encoding': 'zip' }).end(WHOLE),
    ],
    [
      'that is not in the coding it says',
      'the compressed body is damaged',
      (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(WHOLE),
    ],
    [
      'that is not brotli though it says so',
      'the compressed body is damaged',
      (_, response) => response.writeHead(200, { 'Content-Encoding': 'br' }).end(WHOLE),
    ],
    [
      'whose compressed body ends too early',
      'the compressed body ends too early',
      (_, response) =>
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(WHOLE).subarray(0, 30)),
    ],
  ])('%s is refused: %s', async (_, reason, listener) => {
    const { outcome, index } = await outcomeWith(listener);
    expect(outcome).toBe(`document_unreadable: ${index}: ${reason}`);
  });

  test.each<[string, RequestListener]>([
    ['a page', (_, response) => response.end('<html>')],
    // Where only the end of the connection says that it ends, it may be cut off without a trace.
    [
      'half of it, of unknown length',
      (_, response) => response.socket?.end(`HTTP/1.0 200 OK\r\n\r\n${WHOLE.slice(0, 40)}`),
    ],
  ])('with %s is refused for what it is', async (_, listener) => {
    const { outcome, index } = await outcomeWith(listener);
    expect(outcome).toContain(`invalid_json: ${index}: expected JSON: `);
  });

  test('for one document is enough to refuse both', async () => {
    const { outcome, server } = await outcomeWith((request, response) => {
      if (pathOf(request) === INDEX) answerWell(request, response);
      else response.writeHead(500).end();
    });
    expect(outcome).toBe(`document_unreadable: ${server.url}/updates/stable.json: answered 500`);
  });

  test('for the release index ends what hangs of the other', async () => {
    const begun = performance.now();
    const { outcome, index } = await outcomeWith((request, response) => {
      if (pathOf(request) === INDEX) response.writeHead(500).end();
    });
    expect(outcome).toBe(`document_unreadable: ${index}: answered 500`);
    expect(performance.now() - begun).toBeLessThan(400);
  });

  test('counts for the release index, whichever fails first', async () => {
    const { outcome, index } = await outcomeWith((request, response) => {
      if (pathOf(request) === INDEX) setTimeout(() => response.writeHead(500).end(), 100);
      else response.writeHead(501).end();
    });
    expect(outcome).toBe(`document_unreadable: ${index}: answered 500`);
  });
});

test('a server that is away is named without a port of ours, and nothing waits for it', async () => {
  const { url } = await started(createServer());
  await closeAll();
  const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  const before = timers();
  const outcome = await outcomeOf(sourceAt(url));
  expect(outcome).toBe(`document_unreadable: ${url}${INDEX}: the connection was refused`);
  expect(timers()).toBeLessThanOrEqual(before);
  // Two addresses, tried at once.
  expect(await outcomeOf(sourceAt(url.replace('127.0.0.1', 'localhost')))).toContain(
    ': the connection was refused',
  );
});

test('a name that nobody has is said to be that', async () => {
  const outcome = await outcomeOf(sourceAt('http://me:secret@nobody.invalid/'));
  expect(outcome).toMatch(
    /^document_unreadable: http:\/\/nobody\.invalid\/prod\/streams\/stable\/releases\.json: the name of the host (was not found|could not be looked up)$/,
  );
});

describe('a compressed answer', () => {
  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => text],
  ])('is understood in %s', async (coding, compress) => {
    const { outcome } = await outcomeWith((request, response) => {
      response.writeHead(200, { 'Content-Encoding': coding }).end(compress(DOCUMENTS[pathOf(request)] ?? ''));
    });
    expect(outcome).toBe('well');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', quickly],
  ])('that swells in %s is cut off early', async (coding, compress) => {
    const bomb = compress(Buffer.alloc(1 << 27, ' '));
    const before = process.memoryUsage().rss;
    const { outcome, index } = await outcomeWith((_, response) => {
      response.writeHead(200, { 'Content-Encoding': coding }).end(bomb);
    });
    expect(outcome).toBe(`document_too_large: ${index}: over 16777216 bytes`);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test('that goes on and holds nothing is cut off, too', async () => {
    // A gzip header whose name of a file does not end.
    const { outcome, index } = await outcomeWith((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.write(Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]));
      flood(response);
    });
    expect(outcome).toBe(`document_too_large: ${index}: over 16777216 bytes`);
  });
});

test('an answer without end is cut off', async () => {
  const { outcome, index } = await outcomeWith((_, response) => flood(response.writeHead(200)));
  expect(outcome).toBe(`document_too_large: ${index}: over 16777216 bytes`);
});

function cutOff(response: ServerResponse): void {
  response.write(WHOLE.slice(0, 40), () => setTimeout(() => response.destroy(), 20));
}

function endEarly({ socket }: ServerResponse): void {
  socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n${WHOLE}`);
}

function flood(response: ServerResponse): void {
  const chunk = Buffer.alloc(1 << 20, ' ');
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, () => setImmediate(more));
  };
  more();
}

function quickly(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
