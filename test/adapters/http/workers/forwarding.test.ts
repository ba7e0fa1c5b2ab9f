import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer, type Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Connections } from '../../../../src/adapters/http/limits/connections.js';
import { DEFAULT_LIMITS } from '../../../../src/adapters/http/limits/limits.js';
import { Partings } from '../../../../src/adapters/http/limits/partings.js';
import { Shed } from '../../../../src/adapters/http/limits/shed.js';
import { forward, receiveFor } from '../../../../src/adapters/http/workers/forwarding.js';
import { RawCaller } from '../../../e2e/raw-caller.js';

const LARGE = 'x'.repeat(8 * 1024 * 1024);
const SEND_MS = 1000;

let [folder, port]: [string, number] = ['', 0];
let server: Server;
let door: NetServer;
let connections: Connections;
const callers: RawCaller[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roost-forwarding-'));
  const path = join(folder, 'workers');
  server = createHttpServer((request, response) => {
    const { url, socket } = request;
    if (url === '/large') return void response.end(LARGE);
    request.setEncoding('latin1').on('data', () => undefined);
    request.on('end', () => response.end(`${url} ${socket.remoteAddress}`));
  });
  connections = new Connections({ ...DEFAULT_LIMITS, maxConnections: 3 }, new Shed(), new Partings());
  connections.limit(server);
  receiveFor(server, connections);
  server.listen(path);
  const partings = new Partings();
  door = createServer({ allowHalfOpen: true }, (socket) =>
    forward(socket, { path, partings, sendMs: SEND_MS }),
  );
  door.listen(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(door, 'listening')]);
  const address = door.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});

afterEach(() => {
  for (const caller of callers.splice(0)) caller.leave();
  server.close();
  server.closeAllConnections();
  door.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (reads = true) => {
  const caller = await RawCaller.open(port, reads);
  callers.push(caller);
  return caller;
};
const asking = (path: string, ...lines: readonly string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const atTheDoor = () => new Promise<number>((resolve) => door.getConnections((_, count) => resolve(count)));

describe('a forwarded connection', () => {
  test('is answered with who is at its other end, one request after another', async () => {
    const caller = await open();
    caller.say(asking('/a'));
    await expect.poll(() => caller.heard.text).toContain('/a 127.0.0.1');
    caller.say(asking('/b', 'Connection: close'));
    expect((await caller.hearsAll()).text).toContain('/b 127.0.0.1');
    expect(caller.heard.closed).toBe(true);
  });

  test('may come byte by byte', async () => {
    const caller = await open();
    await caller.sayApart([...asking('/a', 'Connection: close')]);
    expect((await caller.hearsAll()).text).toContain('/a 127.0.0.1');
  });

  test('of who has nothing more to say gets its answer whole', async () => {
    const caller = await open();
    caller.say(asking('/large'));
    caller.finish();
    const { text, closed } = await caller.hearsAll();
    expect([text.endsWith(LARGE), closed]).toEqual([true, true]);
  });

  test('that is cut off is gone at both', async () => {
    const caller = await open();
    caller.say(asking('/a'));
    await expect.poll(() => caller.heard.text).toContain('/a');
    expect(connections.size).toBe(1);
    caller.socket.resetAndDestroy();
    await expect.poll(async () => [connections.size, await atTheDoor()]).toEqual([0, 0]);
  });

  test('that is closed there is not kept here for long, whatever its caller does', async () => {
    const caller = await open();
    caller.say(asking('/a', 'Connection: close'));
    expect((await caller.hearsAll()).closed).toBe(true);
    await expect.poll(atTheDoor, { timeout: 3000 }).toBe(0);
  });

  test('whose answer nobody reads is given up', async () => {
    const reader = await open(false);
    reader.say(asking('/large'));
    await expect.poll(() => connections.size).toBe(1);
    await expect.poll(async () => [connections.size, await atTheDoor()], { timeout: 10_000 }).toEqual([0, 0]);
  });

  test('of a slow reader is not given up while something is taken', async () => {
    const reader = await open(false);
    reader.say(asking('/large', 'Connection: close'));
    for (let times = 0; times < 4; times++) {
      await new Promise((resolve) => setTimeout(resolve, SEND_MS / 2));
      reader.socket.read(512 * 1024);
    }
    reader.read();
    expect((await reader.hearsAll()).closed).toBe(true);
    expect(reader.heard.text.endsWith('xxx')).toBe(true);
  });

  test('for which there is no room is told so', async () => {
    const others = [await open(), await open(), await open()];
    for (const other of others) other.say('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1');
    await expect.poll(() => connections.size).toBe(3);
    const caller = await open();
    caller.say(asking('/a', 'Connection: close'));
    const { text } = await caller.hearsAll();
    expect(text).toMatch(/^HTTP\/1\.1 (200|503) /);
    expect(connections.size).toBeLessThanOrEqual(3);
  });

  test('is closed where nobody is there to answer it', async () => {
    server.close();
    const caller = await open();
    caller.say(asking('/a'));
    expect((await caller.hearsAll(3000)).closed).toBe(true);
  });
});
