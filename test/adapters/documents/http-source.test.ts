import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpSource } from '../../../src/adapters/documents/http-source.js';
import { indexOf, rolledOut } from '../../application/releases.js';

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serving(listener: RequestListener): Promise<HttpSource> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return new HttpSource(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/deep`, [
    'stable',
  ]);
}

describe('documents over HTTP', () => {
  test('are read from the paths of the reference server, below the base', async () => {
    const documents: Record<string, object> = {
      '/deep/prod/streams/stable/releases.json': indexOf('1'),
      '/deep/updates/stable.json': rolledOut('1'),
    };
    const source = await serving((request, response) =>
      response.end(JSON.stringify(documents[request.url ?? ''])),
    );
    expect(await source.streams()).toEqual(['stable']);
    const { index, updates, profile } = (await source.read('stable')).parse();
    expect([index.value, updates.value]).toEqual([indexOf('1'), rolledOut('1')]);
    expect(profile).toBe(null);
  });

  test.each([
    ['an error', 'document_unreadable', (_, response) => response.writeHead(502).end('<html>')],
    ['a page', 'invalid_json', (_, response) => response.end('<html>')],
    [
      'half of it',
      'document_unreadable',
      (_, response) => response.writeHead(200, { 'Content-Length': 99 }).end('{}'),
    ],
    ['no end', 'document_too_large', (_, response) => flood(response)],
    ['nothing', 'document_unreadable', (request) => request.socket.destroy()],
  ] satisfies [string, string, RequestListener][])(
    'answered with %s are refused as %s',
    async (_, kind, listener) => {
      const source = await serving(listener);
      const attempt = source.read('stable').then((read) => read.parse());
      await expect(attempt).rejects.toMatchObject({ kind });
    },
  );
});

function flood(response: Parameters<RequestListener>[1]): void {
  const chunk = Buffer.alloc(1 << 20, ' ');
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, () => setImmediate(more));
  };
  more();
}
