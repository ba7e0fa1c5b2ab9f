import { randomBytes } from 'node:crypto';
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, hold, send, type Attack } from './hostile-socket.js';

const GRAPH = 'GET /v1/graph?stream=stable&basearch=x86_64';
const HOST = 'Host: roost.example\r\n';
const WHOLE = `${GRAPH} HTTP/1.1\r\n${HOST}\r\n`;

/** Everything that nobody should do to a server, by name. Each goes on until it is over. */
export const HOSTILE = {
  idle: (attack) => hold(attack, 3000, () => undefined),
  'slow heads': (attack) =>
    hold(attack, 1500, (socket) => {
      socket.resume().write(`${GRAPH} HTTP/1.1\r\n${HOST}X: `);
      return setInterval(() => socket.write('x'), 1000);
    }),
  'slow bodies': (attack) =>
    hold(attack, 500, (socket) => {
      socket.resume().write(`POST /admin/v1/lint HTTP/1.1\r\n${HOST}Content-Length: 1000000\r\n\r\n{`);
      return setInterval(() => socket.write(' '), 1000);
    }),
  'deaf to graphs': (attack) =>
    hold(attack, 1000, (socket) => {
      socket.pause().write(WHOLE.repeat(16));
      return setTimeout(() => socket.destroy(), 20_000);
    }),
  'deaf to pages': (attack) =>
    hold(attack, 200, (socket) => {
      socket.pause().write(`GET /openapi.json HTTP/1.1\r\n${HOST}\r\n`.repeat(8));
      return setTimeout(() => socket.destroy(), 20_000);
    }),
  attempts,
  'queries of 16 KB': (attack) =>
    send(attack, 4, () => `${GRAPH}&x=${'x'.repeat(16_384)} HTTP/1.1\r\n${HOST}\r\n`),
  'queries of 1 MB': (attack) =>
    send(attack, 4, () => `${GRAPH}&x=${'x'.repeat(1_048_576)} HTTP/1.1\r\n${HOST}\r\n`),
  'header floods': (attack) => send(attack, 4, flood),
  garbage: (attack) => send(attack, 4, () => randomBytes(1 + Math.floor(Math.random() * 4096))),
  pipelines: (attack) =>
    hold(attack, 20, (socket) => {
      socket.pause().write(WHOLE.repeat(10_000));
      return setTimeout(() => socket.destroy(), 1000);
    }),
  strangers: (attack) => ask(attack, 8, strangerPath),
  hogs: (attack) => ask(attack, 32, () => HOGS[Math.floor(Math.random() * HOGS.length)] ?? '/'),
} as const satisfies Readonly<Record<string, (attack: Attack) => Promise<void>>>;
export type HostileKind = keyof typeof HOSTILE;

const ATTEMPTS_A_SECOND = 1700;

/** A hundred thousand a minute. */
async function attempts(attack: Attack): Promise<void> {
  while (!attack.isOver()) {
    for (let i = 0; i < ATTEMPTS_A_SECOND / 50; i++) {
      const socket = call(attack);
      socket.once('connect', () => socket.resetAndDestroy());
    }
    await sleep(20);
  }
}

function flood(): string {
  const headers = Math.random() < 0.5 ? 'a: b\r\n'.repeat(2000) : 'a: b\r\n'.repeat(20_000);
  return `${GRAPH} HTTP/1.1\r\n${HOST}${headers}\r\n`;
}

/** Nobody it was seen before: whatever is remembered by a caller's word grows. */
function strangerPath(): string {
  const word = () => randomBytes(16).toString('hex');
  const paths = [
    `/v1/graph?stream=stable&basearch=x86_64&node_uuid=${word()}&os_checksum=${word()}&group=${word()}`,
    `/v1/graph?stream=${word()}&basearch=${word()}`,
    `/v1/graph?stream=stable&basearch=${word()}&oci=true`,
    `/v1/streams/${word()}`,
    `/updates/${word()}.json`,
    `/${word()}`,
  ];
  return paths[Math.floor(Math.random() * paths.length)] ?? '/';
}

const HOGS = [
  '/v1/explain?stream=stable&basearch=x86_64&os_checksum=0123456789&os_version=nobody',
  '/v1/streams?limit=500',
  '/openapi.json',
  '/docs/',
  '/docs/node-config?base_url=https://x/&strategy=periodic&window=Mon%201:00%2060',
  '/metrics',
  '/prod/streams/stable/releases.json',
  '/updates/stable.json?extended=true',
];

/** Asks on so many connections, as fast as answers come. */
async function ask(attack: Attack, lines: number, pathOf: () => string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: lines });
  const line = async (): Promise<void> => {
    while (!attack.isOver()) attack.count(`answered with ${await statusOf(attack, agent, pathOf())}`);
  };
  await Promise.all(Array.from({ length: lines }, line));
  agent.destroy();
}

async function statusOf({ target }: Attack, agent: Agent, path: string): Promise<string> {
  const headers = { 'User-Agent': randomBytes(16).toString('hex') };
  return new Promise((resolve) => {
    const request = get({ ...target, agent, path, headers, timeout: 5000 }, (response) => {
      response.resume().once('close', () => resolve(String(response.statusCode)));
    });
    request.once('timeout', () => request.destroy()).once('error', () => resolve('nothing'));
  });
}
