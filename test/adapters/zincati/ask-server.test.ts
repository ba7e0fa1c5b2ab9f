import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { askServer } from '../../../src/adapters/zincati/ask-server.js';
import { serverUrls } from '../../../src/application/node-config/server-check.js';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What is remarked of a server that answers so. */
async function ask(listener: RequestListener, patienceSeconds = 10): Promise<readonly string[]> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/a/`;
  const node = { baseUrl, group: null, rolloutWariness: null, strategy: null };
  const urls = serverUrls(node, { stream: 'stable', basearch: 'x86_64' });
  if (!urls) throw new Error('no URLs');
  return (await askServer(urls, 'stable', patienceSeconds)).map(({ message }) => message);
}

const GRAPH = JSON.stringify({ nodes: [{}], edges: [] });
const NO_BASEARCH = JSON.stringify({ kind: 'unknown_basearch', value: 'no x86_64 in the scheme checksum' });

describe('asking a server', () => {
  test('finds nothing wrong with one that knows the stream by its name', async () => {
    const asked: unknown[] = [];
    const remarks = await ask((request, response) => {
      asked.push([request.url?.replace(/\?.*/, ''), request.headers.accept]);
      response.end(request.url?.startsWith('/a/v1/streams/stable') ? '{"name": "stable"}' : GRAPH);
    });
    expect(remarks).toEqual([]);
    expect(asked).toEqual([
      ['/a/v1/graph', 'application/json'],
      ['/a/v1/streams/stable', 'application/json'],
    ]);
  });

  test('says nothing of aliases where it is no Roost', async () => {
    const only = (path = '') => path.startsWith('/a/v1/graph');
    expect(
      await ask(({ url }, response) => response.writeHead(only(url) ? 200 : 404).end(only(url) ? GRAPH : '')),
    ).toEqual([]);
  });

  test('asks for images where there are no checksums', async () => {
    const images = await ask(({ url = '' }, response) => {
      response
        .writeHead(url.includes('oci=true') ? 200 : 404)
        .end(url.includes('oci=true') ? GRAPH : NO_BASEARCH);
    });
    expect(images).toEqual([]);
    server?.close();
    const neither = await ask((_, response) => response.writeHead(404).end(NO_BASEARCH));
    expect(neither).toEqual([expect.stringContaining('404: no x86_64 in the scheme checksum')]);
  });

  test('gives up in time, even in the middle of an answer', async () => {
    const silent = await ask((_, response) => void response.write('{'), 0.3);
    expect(silent).toEqual([expect.stringContaining('it did not answer in time')]);
  });

  test('says why there is no answer', async () => {
    let times = 0;
    const broken = await ask((request) => {
      times++;
      request.socket.destroy();
    });
    expect(broken).toEqual([expect.stringContaining('the server could not be asked: other side closed')]);
    expect(times).toBe(1);
  });

  test('takes no answer that has no end', async () => {
    const megabytes = function* (): Generator<Buffer> {
      for (;;) yield Buffer.alloc(1 << 20);
    };
    const endless = await ask((_, response) => void Readable.from(megabytes()).pipe(response));
    expect(endless).toEqual([expect.stringContaining('its answer is over 33554432 bytes')]);
  });
});
