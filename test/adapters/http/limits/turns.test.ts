import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { LimitedServer } from './limited-server.js';

let server: LimitedServer;
afterEach(() => server.close());

const VALUE = 'too many requests at a time: ask again soon; graphs are served all the same';

/** A server that answers nothing by itself, and what it was asked. */
async function patient(maxRequests: number) {
  const inHand = new Map<string, ServerResponse>();
  server = await new LimitedServer({ maxRequests }, ({ url = '' }, response) =>
    inHand.set(url, response),
  ).listen();
  return inHand;
}

test('beyond the limit a request is told to come again, and its place is free once one is answered', async () => {
  const inHand = await patient(2);
  const first = await server.ask('/1');
  await server.ask('/2');
  await expect.poll(() => inHand.size).toBe(2);
  const refused = await text(await server.ask('/3'));
  expect(refused).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n(.+\r\n)*Retry-After: 5\r\n/);
  expect(refused).toContain(`{"kind":"overloaded","value":"${VALUE}"}`);
  inHand.get('/1')?.end('done');
  expect(await text(first)).toContain('done');
  await server.ask('/4');
  await expect.poll(() => [...inHand.keys()]).toEqual(['/1', '/2', '/4']);
  expect(server.count('requests')).toBe(1);
});

test('operators are not kept out by everybody, and are told in their words', async () => {
  const inHand = await patient(1);
  await server.ask('/v1/streams');
  await server.ask('/admin/v1/whoami');
  await expect.poll(() => inHand.size).toBe(2);
  const refused = await text(await server.ask('/admin/v1/streams'));
  expect(refused).toContain('Content-Type: application/problem+json');
  expect(refused).toContain(
    `{"type":"/docs/errors#overloaded","title":"Too much to do at the moment","status":503,"detail":"${VALUE}","kind":"overloaded"}`,
  );
});

test('probes are never refused', async () => {
  const inHand = await patient(1);
  for (const path of ['/1', '/healthz?1', '/healthz?2', '/readyz', '/healthz?3']) await server.ask(path);
  await expect.poll(() => inHand.size).toBe(5);
});

test('an answer that nobody reads takes nobody’s place', async () => {
  const inHand = await patient(1);
  (await server.ask('/1')).pause();
  await expect.poll(() => inHand.size).toBe(1);
  inHand.get('/1')?.end(Buffer.alloc(20_000_000));
  await server.ask('/2');
  await expect.poll(() => inHand.size).toBe(2);
});

test('who has left while waiting costs nothing more', async () => {
  const seen: string[] = [];
  server = await new LimitedServer({ maxRequests: 50 }, ({ url = '' }, response) => {
    seen.push(url);
    const end = performance.now() + 30;
    while (performance.now() < end);
    response.end();
  }).listen();
  const impatient = await server.open('GET /1 HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(10));
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  impatient.resetAndDestroy();
  expect(await text(await server.ask('/2'))).toContain('200 OK');
  expect(seen.length).toBeLessThan(11);
});

test('one goes through in a turn, so that graphs are answered in between', async () => {
  const turns: number[] = [];
  let turn = 0;
  const tick = (): void => {
    turn += 1;
    if (turn < 10_000 && turns.length < 10) setImmediate(tick);
  };
  server = await new LimitedServer({}, (_, response) => {
    turns.push(turn);
    response.end();
  }).listen();
  const socket = await server.open();
  tick();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(10));
  await expect.poll(() => turns.length).toBe(10);
  expect(new Set(turns).size).toBeGreaterThanOrEqual(9);
});

test('hard work leaves as much time to others as it takes', async () => {
  let done = 0;
  server = await new LimitedServer({}, (_, response) => {
    const end = performance.now() + 20;
    while (performance.now() < end);
    done += 1;
    response.end();
  }).listen();
  const start = performance.now();
  const asked = Array.from({ length: 30 }, async () => text(await server.ask('/')));
  await Promise.all(asked);
  expect(done).toBe(30);
  // 600 ms of work, and as much rest but for the credit.
  expect(performance.now() - start).toBeGreaterThan(950);
});

test('who asks now and then does not wait', async () => {
  server = await new LimitedServer({}, (_, response) => response.end()).listen();
  const start = performance.now();
  for (let i = 0; i < 20; i++) await text(await server.ask('/'));
  expect(performance.now() - start).toBeLessThan(900);
});
