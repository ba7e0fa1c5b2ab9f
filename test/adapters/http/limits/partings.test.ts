import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Partings } from '../../../../src/adapters/http/limits/partings.js';

const partings = new Partings();
const server = createServer({ allowHalfOpen: true }, (socket) => sockets.push(socket));
const sockets: Socket[] = [];

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

test('the last word is heard, and who then stays is put out', async () => {
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const stays = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await expect.poll(() => sockets.length).toBe(1);
  partings.say(sockets[0]!, 'farewell');
  partings.say(sockets[0]!, 'and again');
  expect(partings.has(sockets[0]!)).toBe(true);
  // Not read to its end, at which a stream would close itself.
  expect(String((await once(stays, 'data'))[0])).toBe('farewell');
  expect(sockets[0]!.destroyed).toBe(false);
  await expect.poll(() => sockets[0]!.destroyed, { timeout: 5000 }).toBe(true);
  await expect.poll(() => partings.has(sockets[0]!)).toBe(false);
  stays.destroy();
});
