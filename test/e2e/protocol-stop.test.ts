/** The end of the server as it was built: npm run build. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database.js';
import { RunningServer } from './built-cli.js';
import { RawCaller } from './raw-caller.js';

const ASK = 'GET /v1/graph?stream=stable&basearch=x86_64 HTTP/1.1\r\nHost: x\r\n\r\n';
const STREAMS = 'GET /v1/streams HTTP/1.1\r\nHost: x\r\n\r\n';

/** Twenty times that is more than the system takes for a reader who does not read. */
const LARGE = 'GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const WAYS = [
  ['on the fast lane', { FAST_LANE: 'on' }],
  ['beside the fast lane', { FAST_LANE: 'off' }],
  ['at workers', { WORKERS: '2' }],
] as const;

describe.each(WAYS)('a server that is told to stop, with callers %s,', (_, settings) => {
  let server: RunningServer;
  let port = 0;
  let one = '';
  const callers: RawCaller[] = [];

  beforeEach(async () => {
    server = await RunningServer.start({
      ...{ DATABASE_URL: database.url, GRAPH_DATA: `${process.cwd()}/graph-data`, LOG_LEVEL: 'info' },
      ...{ ...settings, DATA_DIR: '/nonexistent' },
    });
    port = Number(new URL(server.url).port);
    const caller = await open();
    caller.say(ASK);
    await caller.hears(1000);
    one = (await caller.hearsUntilQuiet(100)).text;
    caller.leave();
  });

  afterEach(async () => {
    for (const caller of callers.splice(0)) caller.leave();
    await server.kill();
  });

  const open = async (reads = true) => {
    const caller = await RawCaller.open(port, reads);
    callers.push(caller);
    return caller;
  };
  const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);

  /** @returns the status, and after how many seconds it had stopped */
  const stop = async () => {
    const start = performance.now();
    const status = await server.stop();
    return { status, seconds: (performance.now() - start) / 1000 };
  };

  test('closes those who wait, whatever they asked before, and is gone at once', async () => {
    const waiting = [await open(), await open(), await open()];
    waiting[0]!.say(ASK);
    waiting[1]!.say(STREAMS);
    waiting[2]!.say(STREAMS + ASK);
    for (const caller of waiting) await caller.hearsUntilQuiet(150);
    const { status, seconds } = await stop();
    expect(status).toBe(0);
    expect(seconds).toBeLessThan(2);
    for (const caller of waiting) expect((await caller.hearsAll(1000)).closed).toBe(true);
    expect(waiting[0]!.heard.text.length).toBe(one.length);
  });

  test('waits a while for whoever has just come, and is gone in time', async () => {
    const caller = await open();
    const { status, seconds } = await stop();
    expect([status, seconds < 10, (await caller.hearsAll(1000)).text]).toEqual([0, true, '']);
  });

  test('gives slow readers all that was asked before, and takes no more', async () => {
    const readers = [await open(false), await open(false), await open(false)];
    for (const reader of readers) reader.say(ASK.repeat(80));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const reader of readers) reader.read();
    for (const reader of readers) {
      const { text, closed } = await reader.hearsAll();
      const answers = text.split(/(?<=\})(?=HTTP\/1\.1 )/);
      expect(closed).toBe(true);
      expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) expect(bodyOf(answer)).toBe(bodyOf(one));
    }
    const { status, seconds } = await stopped;
    expect([status, seconds < 5]).toEqual([0, true]);
  });

  test('gives up readers who do not read, and is gone in time', async () => {
    for (let times = 0; times < 5; times++) (await open(false)).say(LARGE.repeat(20));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { status, seconds } = await stop();
    // Else the system would have taken all of it.
    expect(seconds).toBeGreaterThan(2);
    expect([status, seconds < 10]).toEqual([0, true]);
  });

  test('gives up who asks for a tunnel behind what they do not read, and is gone in time', async () => {
    const caller = await open(false);
    caller.say(`${LARGE.repeat(20)}CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { status, seconds } = await stop();
    expect(seconds).toBeGreaterThan(2);
    expect([status, seconds < 10]).toEqual([0, true]);
  });

  test('answers a head that had begun to come, for the last time', async () => {
    const [fresh, kept] = [await open(), await open()];
    fresh.say(ASK.slice(0, 40));
    kept.say(ASK + ASK.slice(0, 40));
    await kept.hears(one.length);
    const stopped = stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const caller of [fresh, kept]) caller.say(ASK.slice(40));
    for (const caller of [fresh, kept]) {
      const { text, closed } = await caller.hearsAll();
      const answers = text.split(/(?<=\})(?=HTTP\/1\.1 )/);
      expect([closed, answers.length]).toEqual([true, caller === fresh ? 1 : 2]);
      expect(bodyOf(answers.at(-1)!)).toBe(bodyOf(one));
      expect(answers.at(-1)).toContain('\r\nConnection: close\r\n');
    }
    expect((await stopped).status).toBe(0);
  });

  test('loses nobody who asks again and again: every answer is whole', async () => {
    const agents = Array.from({ length: 20 }, async (_, number) => {
      const answers: string[] = [];
      const caller = await open();
      for (let length = 0; ; length = caller.heard.text.length) {
        caller.say(ASK);
        while (bodyOf(caller.heard.text.slice(length)).length < bodyOf(one).length) {
          const { length: before } = caller.heard.text;
          if ((await caller.hears(before + 1)).text.length === before) return answers;
        }
        answers.push(caller.heard.text.slice(length));
        await new Promise((resolve) => setTimeout(resolve, number % 7));
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { status, seconds } = await stop();
    for (const answers of await Promise.all(agents)) {
      expect(answers.length).toBeGreaterThan(1);
      for (const answer of answers) expect(bodyOf(answer)).toBe(bodyOf(one));
    }
    expect([status, seconds < 3]).toEqual([0, true]);
  });
});
