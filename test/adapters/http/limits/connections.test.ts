import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { MOST_PARTINGS } from '../../../../src/adapters/http/limits/partings.js';
import { LimitedServer } from './limited-server.js';

let server: LimitedServer;
afterEach(() => server.close());

const OVERLOADED = '{"kind":"overloaded","value":"too many connections at a time: ask again soon"}';

test('while all are being answered, a new one is told to come again', async () => {
  const inHand: ServerResponse[] = [];
  server = await new LimitedServer({ maxConnections: 3 }, (_, response) => inHand.push(response)).listen();
  const busy = [await server.ask('/1'), await server.ask('/2'), await server.ask('/3')];
  await expect.poll(() => inHand.length).toBe(3);
  const refused = await text(await server.ask('/4'));
  expect(refused).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n(.+\r\n)*Retry-After: 5\r\n/);
  expect(refused).toContain(OVERLOADED);
  expect([inHand.length, server.count('connections'), server.connections.size]).toEqual([3, 1, 3]);
  for (const response of inHand) response.end('done');
  expect(await Promise.all(busy.map((socket) => text(socket)))).toEqual(
    Array(3).fill(expect.stringContaining('done')),
  );
  const later = await server.ask('/5');
  await expect.poll(() => inHand.length).toBe(4);
  inHand[3]!.end('done');
  expect(await text(later)).toContain('done');
});

test('no more are being sent away at a time than a crowd', async () => {
  let isAsked = false;
  server = await new LimitedServer({ maxConnections: 1 }, () => (isAsked = true)).listen();
  await server.ask('/');
  await expect.poll(() => isAsked).toBe(true);
  const crowd = Array.from({ length: 2 * MOST_PARTINGS }, () => server.open());
  await Promise.all(crowd);
  await expect.poll(() => server.count('connections')).toBe(2 * MOST_PARTINGS);
});

test('a request that takes long is not taken for a reader who does not read', async () => {
  server = await new LimitedServer({ sendSeconds: 1 }, (_, response) => {
    setTimeout(() => response.end('at last'), 2500);
  }).listen();
  expect(await text(await server.ask('/'))).toContain('at last');
  expect(server.count('unread')).toBe(0);
});

test('a reader who does not read is let go', async () => {
  server = await new LimitedServer({ sendSeconds: 1 }, (_, response) => {
    response.end(Buffer.alloc(20_000_000));
  }).listen();
  (await server.ask('/')).pause();
  await expect.poll(() => server.count('unread'), { timeout: 5000 }).toBe(1);
  await expect.poll(() => server.connections.size).toBe(0);
});

test('a reader who does not read is let go, though a tunnel is asked for behind that', async () => {
  server = await new LimitedServer({ sendSeconds: 1 }, (_, response) => {
    response.end(Buffer.alloc(20_000_000));
  }).listen();
  const asks = ['GET /', 'CONNECT x:443'].map((ask) => `${ask} HTTP/1.1\r\nHost: x\r\n\r\n`);
  (await server.open(asks.join(''))).pause();
  await expect.poll(() => server.count('unread'), { timeout: 5000 }).toBe(1);
  await expect.poll(() => server.connections.size).toBe(0);
});

test('a reader who has not read for a while gives way', { timeout: 20_000 }, async () => {
  let asked = 0;
  server = await new LimitedServer({ maxConnections: 2 }, ({ url }, response) => {
    asked += 1;
    response.end(Buffer.alloc(url === '/large' ? 20_000_000 : 2));
  }).listen();
  for (let i = 0; i < 2; i++) (await server.ask('/large')).pause();
  await expect.poll(() => asked).toBe(2);
  expect(await text(await server.ask('/'))).toContain(OVERLOADED);
  await expect
    .poll(async () => (await text(await server.ask('/'))).slice(0, 12), { timeout: 10_000 })
    .toBe('HTTP/1.1 200');
  expect(server.count('unread')).toBe(1);
});

test('a body that does not come to its end gives way, and is told why', async () => {
  let asked = 0;
  server = await new LimitedServer({ maxConnections: 1 }, (request, response) => {
    asked += 1;
    request.resume().once('end', () => response.end('read'));
  }).listen();
  const slow = text(await server.open('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1'));
  await expect.poll(() => asked).toBe(1);
  expect(await text(await server.ask('/'))).toContain('read');
  expect(await slow).toContain(OVERLOADED);
  expect(server.count('slow_request')).toBe(1);
});

test('a body that does not come to its end has its time', async () => {
  server = await new LimitedServer({ requestSeconds: 2, headersSeconds: 2 }, () => undefined).listen();
  const slow = await server.open('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1');
  expect(await text(slow)).toContain('408 Request Timeout');
});
