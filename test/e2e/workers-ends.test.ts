/** The ends of workers, and of those they work for, as they were built: npm run build. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database.js';
import { freePort } from '../soak/free-port.js';
import { bearer, roost } from './built-cli.js';
import { RawCaller } from './raw-caller.js';
import { isAlive, ServerWithWorkers, TOKEN } from './worker-processes.js';

let database: FreshDatabase;
let many: ServerWithWorkers;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await freshDatabase();
  environment = { DATABASE_URL: database.url, GRAPH_DATA: `${process.cwd()}/graph-data` };
});
afterAll(() => database.drop());
afterEach(() => many.end());

const start = async (more: Record<string, string> = {}) => {
  many = await ServerWithWorkers.start({ ...environment, ...more });
};
const ASK = 'GET /v1/graph?stream=stable&basearch=x86_64 HTTP/1.1\r\nHost: x\r\n\r\n';
const OTHER = 'GET /v1/streams HTTP/1.1\r\nHost: x\r\n\r\n';
const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);

/** The body of a graph as it is now. */
async function graph(): Promise<string> {
  return (await many.server.get('/v1/graph?stream=stable&basearch=x86_64')).text();
}

/** Asks again and again until it is told to stop, or the connection is lost. @returns its answers, and that */
function asking(caller: RawCaller, isOver: () => boolean, length: number): Promise<Asked> {
  const talk = async (): Promise<Asked> => {
    for (let answers = 0; ; answers++) {
      if (isOver()) return { answers, isLost: false };
      const before = caller.heard.text.length;
      caller.say(ASK);
      while (bodyOf(caller.heard.text.slice(before)).length < length) {
        const { length: now } = caller.heard.text;
        const { text } = await caller.hears(now + 1);
        if (text.length === now) return { answers, isLost: true };
      }
      await sleep(5);
    }
  };
  return talk();
}

interface Asked {
  readonly answers: number;
  readonly isLost: boolean;
}

/** New connections, one after another, each for one request. @returns how many were answered, and how many not */
async function askingAnew(isOver: () => boolean, body: string): Promise<readonly [number, number]> {
  let [well, ill] = [0, 0];
  while (!isOver()) {
    const answer = await graph().catch(() => '');
    if (answer === body) well += 1;
    else ill += 1;
  }
  return [well, ill];
}

describe('a worker that is killed', () => {
  test('takes none but its own connections with it, and another takes its place', async () => {
    await start();
    const body = await graph();
    const each = await many.openAtEach(5);
    const [victim] = each.keys();
    let isOver = false;
    const over = () => isOver;
    const kept = [...each].map(
      async ([pid, callers]) =>
        [pid, await Promise.all(callers.map((caller) => asking(caller, over, body.length)))] as const,
    );
    const fresh = Promise.all(Array.from({ length: 4 }, () => askingAnew(over, body)));
    await sleep(300);
    process.kill(victim!, 'SIGKILL');
    const [successor] = await many.newPids(1, [...each.keys()]);
    await sleep(1000);
    isOver = true;
    for (const [pid, talks] of await Promise.all(kept)) {
      for (const { answers, isLost } of talks) expect([answers > 3, isLost]).toEqual([true, pid === victim]);
    }
    const anew = await fresh;
    expect(anew.reduce((sum, [well]) => sum + well, 0)).toBeGreaterThan(20);
    // Those that the dead one had taken are lost with it, and nobody else's: each asks for one thing at a time.
    expect(anew.reduce((sum, [, ill]) => sum + ill, 0)).toBeLessThanOrEqual(4);
    await expect.poll(() => many.server.log).toContain('a worker has taken its place');
    await many.server.post('/admin/v1/streams', { name: 'later' }, bearer(TOKEN));
    const later = await many.openAtEach(1);
    expect(later.has(successor!)).toBe(true);
    for (const [caller] of later.values()) {
      const before = caller!.heard.text.length;
      caller!.say(ASK);
      const { text } = await caller!.hears(before + body.length + 100);
      expect(bodyOf(text.slice(before))).toBe(body);
    }
  });

  test('as all others with it, leaves the port to their successors', async () => {
    await start({ PORT: String(await freePort()) });
    const body = await graph();
    const pids = await many.pids();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await many.newPids(2, pids);
    await expect.poll(() => graph().catch(() => ''), { timeout: 10_000 }).toBe(body);
  });
});

describe('a worker that stands still', () => {
  test('holds a change up for no longer than some seconds, and another takes its place', async () => {
    await start();
    const pids = await many.pids();
    process.kill(pids[0]!, 'SIGSTOP');
    const before = performance.now();
    // Straight to the one that does the writing there is no way but by a worker that is awake.
    const headers = bearer(TOKEN);
    const post = async (): Promise<number> => {
      const asked = many.server.post('/admin/v1/streams', { name: 'while-still' }, headers);
      const { status } = await Promise.race([asked, sleep(4000, { status: 0 })]);
      return status;
    };
    await expect.poll(post, { timeout: 12_000 }).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(9000);
    await many.newPids(1, pids);
    expect(await isAlive(pids[0]!)).toBe(false);
    expect(await isAlive(pids[1]!)).toBe(true);
  });

  test('is not said of them when all of us stood still', async () => {
    await start();
    const { pid } = many.server;
    const pids = await many.pids();
    for (let times = 0; times < 3; times++) {
      process.kill(pid, 'SIGSTOP');
      await sleep(2500);
      process.kill(pid, 'SIGCONT');
      await sleep(130);
    }
    await sleep(500);
    expect(await many.pids()).toEqual(pids);
  });
});

describe('a server with workers that is told to stop', () => {
  const stop = async () => {
    const [pids, before] = [await many.pids(), performance.now()];
    const status = await many.server.stop();
    const seconds = (performance.now() - before) / 1000;
    const left = await Promise.all(pids.map(isAlive));
    return { status, seconds, left, files: many.leftBehind() };
  };
  const GONE = { status: 0, left: [false, false], files: [] };

  test('is gone at once where nobody has anything to wait for', async () => {
    await start();
    for (const bytes of [ASK, OTHER]) {
      const callers = await Promise.all(Array.from({ length: 6 }, () => many.open()));
      for (const caller of callers) caller.say(bytes);
      for (const caller of callers) await caller.hearsUntilQuiet(100);
    }
    const { seconds, ...rest } = await stop();
    expect(rest).toEqual(GONE);
    expect(seconds).toBeLessThan(4);
  });

  test('gives everybody whole answers until the end', async () => {
    await start();
    const body = await graph();
    const callers = [...(await many.openAtEach(5)).values()].flat();
    const talks = callers.map((caller) => asking(caller, () => false, body.length));
    await sleep(300);
    const { seconds, ...rest } = await stop();
    expect(rest).toEqual(GONE);
    expect(seconds).toBeLessThan(5);
    for (const { answers } of await Promise.all(talks)) expect(answers).toBeGreaterThan(1);
    for (const { heard } of callers) {
      const parts = heard.text.split(/(?<=\})(?=HTTP\/1\.1 )/);
      expect(parts.filter((part) => bodyOf(part) !== body)).toEqual([]);
    }
  });

  test('gives up those who do not read, whoever was to answer them', async () => {
    await start();
    for (let times = 0; times < 6; times++)
      (await many.open(false)).say((times % 2 ? ASK : OTHER + ASK).repeat(100));
    await sleep(500);
    const { seconds, ...rest } = await stop();
    expect(rest).toEqual(GONE);
    expect(seconds).toBeLessThan(10);
  });

  test('does not wait for a worker that was only about to take a place', async () => {
    await start();
    const [victim] = await many.pids();
    process.kill(victim!, 'SIGKILL');
    await expect.poll(() => many.server.log, { interval: 5 }).toContain('a worker has ended');
    const before = performance.now();
    expect(await many.server.stop()).toBe(0);
    expect((performance.now() - before) / 1000).toBeLessThan(4);
    expect(many.leftBehind()).toEqual([]);
  });
});

describe('the end of the one that they work for', () => {
  test('is theirs, too', async () => {
    await start();
    const pids = await many.pids();
    expect(pids).toHaveLength(2);
    await many.server.kill();
    await expect.poll(async () => (await Promise.all(pids.map(isAlive))).includes(true)).toBe(false);
  });
});

describe('a start with workers', () => {
  test('that finds the port taken fails with a sentence that names the settings', async () => {
    await start();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    const more = { HOST: '127.0.0.1', PORT: port, WORKERS: '2', TMPDIR: many.tmp, DATA_DIR: many.tmp };
    const { status, err } = await roost(['serve'], { ...environment, ...more });
    taken.close();
    expect([status, err]).toEqual([
      1,
      expect.stringContaining(`HOST, PORT: cannot listen on 127.0.0.1:${port}`),
    ]);
  });

  test('that finds no place for its socket fails with a sentence that says which', async () => {
    await start();
    const more = { PORT: '0', WORKERS: '2', TMPDIR: '/proc/nowhere', DATA_DIR: many.tmp };
    const { status, err } = await roost(['serve'], { ...environment, ...more });
    expect([status, err]).toEqual([1, expect.stringContaining('TMPDIR')]);
  });

  test('has operators at their own port, and agents find nothing of theirs', async () => {
    await start({ ADMIN_PORT: '0', BOOTSTRAP_TOKEN: TOKEN });
    const port = /"adminPort":(\d+)/.exec(many.server.log)?.[1];
    const [metrics, hidden] = [
      await fetch(`http://127.0.0.1:${port}/metrics`),
      await many.server.get('/metrics'),
    ];
    expect([metrics.status, hidden.status]).toEqual([200, 404]);
    expect((await many.server.get('/v1/streams')).status).toBe(200);
  });
});
