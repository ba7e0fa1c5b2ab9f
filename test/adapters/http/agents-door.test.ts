import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onlyForAgents } from '../../../src/adapters/http/agents-door.js';

const server = createServer(onlyForAgents((request, response) => response.end(`seen ${request.url}`)));

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

async function ask(target: string): Promise<string> {
  const address = server.address();
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const answer = await text(socket);
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}

test.each([
  ['/v1/graph?stream=s', '/v1/graph?stream=s'],
  ['http://x/v1/streams?limit=1', '/v1/streams?limit=1'],
  ['HTTPS://x:8443/updates/s.json', '/updates/s.json'],
  ['/prod/streams/s/releases.json', '/prod/streams/s/releases.json'],
  ['/healthz', '/healthz'],
  ['/readyz?verbose', '/readyz?verbose'],
])('%s is let through as %s', async (target, seen) => {
  expect(await ask(target)).toContain(`seen ${seen}`);
});

test.each(['/', '/v1', '/V1/graph', '/healthzz', '/healthz/x', '/prod/', 'http://x/metrics', '*'])(
  '%s is not there',
  async (target) => {
    expect(await ask(target)).toBe(
      '{"kind":"not_found","value":"there is nothing at this path: agents find /v1/graph"}',
    );
  },
);

test('what operators ask for is not there in the words that they read', async () => {
  expect(JSON.parse(await ask('/admin/v1/tokens'))).toEqual({
    type: '/docs/errors#not_found',
    title: 'There is nothing here',
    status: 404,
    detail: 'there is nothing at this path: agents find /v1/graph',
    kind: 'not_found',
  });
});
