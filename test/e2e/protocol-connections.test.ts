import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Traffic } from '../../src/adapters/http/agent/traffic.js';
import { Shed, type ShedReason } from '../../src/adapters/http/limits/shed.js';
import { GRAPH, LANES, startLane } from './lanes.js';
import { answerTo, plain, RawCaller, turns } from './raw-caller.js';
import type { RunningApp } from './running-app.js';

/** A graph of some 300 KB: what nobody reads of it is soon more than the system keeps. */
const LARGE = '/v1/graph?stream=large&basearch=x86_64&rollout_wariness=0.5';
const asking = (target: string) => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;
const ASK = asking(GRAPH);
const LAST = ASK.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');

describe.each(LANES)('%s', (_, fastLane) => {
  let app: RunningApp;
  const callers: RawCaller[] = [];
  const open = async (reads = true) => {
    const caller = await RawCaller.open(app.port, reads);
    callers.push(caller);
    return caller;
  };
  const connections = () => app.app.get(Shed).connections()[0]?.[1];
  const shed = (reason: ShedReason) => app.app.get(Shed).counts().get(reason) ?? 0;
  const isServed = async () =>
    expect((await answerTo(app.port, LAST)).text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]+\}$/);

  beforeAll(async () => {
    app = await startLane({ fastLane, limits: { sendSeconds: 1, maxConnections: 40 }, large: true });
  });

  afterEach(async () => {
    for (const caller of callers.splice(0)) caller.leave();
    await expect.poll(connections).toBe(0);
  });

  afterAll(() => app.close());

  describe('a reader', () => {
    const [AHEAD, READERS] = [90, 20];

    test('who does not read is let go, costs little until then, and keeps nobody from being served', async () => {
      const before = shed('unread');
      const memory = process.memoryUsage().rss;
      const readers = await Promise.all(Array.from({ length: READERS }, () => open(false)));
      for (const reader of readers) reader.say(asking(LARGE).repeat(AHEAD));
      for (let times = 0; times < 10; times++) {
        await sleep(50);
        await isServed();
      }
      expect((process.memoryUsage().rss - memory) / 1e6).toBeLessThan(100);
      expect(connections()).toBe(READERS);
      await expect.poll(() => shed('unread') - before, { timeout: 15_000 }).toBe(READERS);
      await expect.poll(connections).toBe(0);
    });

    test('who asks on and on without reading is soon not answered any more', async () => {
      const { sent } = app.app.get(Traffic).scope('large', 'x86_64', 'checksum');
      const reader = await open(false);
      for (let packet = 0; packet < 100; packet++) {
        reader.say(asking(LARGE).repeat(20));
        await turns();
      }
      // What the system takes of 300 KB each, and what may be sent ahead.
      expect(app.app.get(Traffic).scope('large', 'x86_64', 'checksum').sent - sent).toBeLessThan(300);
      await isServed();
    });

    test('who does not read one answer is let go', async () => {
      const before = shed('unread');
      const reader = await open(false);
      // As much as the system takes before we notice, and one more.
      for (let asked = 0; connections() === 1 && shed('unread') === before && asked < 400; asked++) {
        reader.say(asking(LARGE));
        await turns();
      }
      await expect.poll(() => shed('unread') - before, { timeout: 15_000 }).toBe(1);
    });

    test('who reads slowly gets every byte', { timeout: 30_000 }, async () => {
      const expected = plain((await answerTo(app.port, asking(LARGE) + LAST)).text).split(
        /(?<=\})(?=HTTP)/,
      )[0]!;
      const reader = await open(false);
      reader.say(asking(LARGE).repeat(AHEAD - 1));
      reader.say(asking(LARGE).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
      const read: Buffer[] = [];
      for await (const chunk of reader.socket) {
        read.push(chunk);
        await sleep(2);
      }
      const answers = plain(Buffer.concat(read).toString('latin1')).split(/(?<=\})(?=HTTP)/);
      expect(answers).toHaveLength(AHEAD);
      expect(answers.slice(0, -1).every((answer) => answer === expected)).toBe(true);
      expect(answers.at(-1)).toContain('\r\nConnection: close\r\n');
      expect(answers.at(-1)!.split('\r\n\r\n')[1]).toBe(expected.split('\r\n\r\n')[1]);
    });

    test('who has not read for a while gives way', { timeout: 30_000 }, async () => {
      const patient = await startLane({ fastLane, limits: { maxConnections: 2 }, beside: app });
      const unread = () => patient.app.get(Shed).counts().get('unread') ?? 0;
      const readers = [await RawCaller.open(patient.port, false), await RawCaller.open(patient.port, false)];
      for (const reader of readers) reader.say(asking(LARGE).repeat(AHEAD));
      await sleep(5500);
      expect((await answerTo(patient.port, LAST)).text).toMatch(/^HTTP\/1\.1 200 /);
      expect(unread()).toBe(1);
      for (const reader of readers) reader.leave();
      await patient.close();
    });
  });

  describe('who has nothing more to say', () => {
    test.each([
      ['gets the answer, and the connection is closed', [ASK], '200'],
      ['gets all answers', [ASK.repeat(10)], '200 '.repeat(10).trim()],
      ['gets the answer to a request in pieces', [ASK.slice(0, 30), ASK.slice(30)], '200'],
      ['and never had, is left without a word', [], ''],
      ['and stopped in the middle, is told so', [ASK.slice(0, 30)], '400'],
      ['and stopped in the middle of the second request, is told so', [ASK + ASK.slice(0, 30)], '200 400'],
    ])('%s', async (_, pieces, statuses) => {
      for (const isApart of [true, false]) {
        const caller = await open();
        if (isApart) await caller.sayApart(pieces);
        else caller.say(pieces.join(''));
        caller.finish();
        const { text, closed } = await caller.hearsAll();
        expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status).join(' ')).toBe(statuses);
        expect(closed).toBe(true);
        await expect.poll(connections).toBe(0);
      }
    });

    test('gets a large answer to its last byte', async () => {
      const [caller, more] = [await open(), await open()];
      caller.say(asking(LARGE).repeat(50));
      caller.finish();
      const { text } = await caller.hearsAll();
      more.say(asking(LARGE));
      const one = (await more.hearsUntilQuiet(300)).text;
      expect(text.length).toBe(50 * one.length);
    });
  });

  // One of them fills what the system takes, and no other request comes behind it. One that came when it was full
  // node forgets, as it ends its own side at once.
  test('who has nothing more to say gets whole answers, though the system did not take them at once', async () => {
    const { text: one } = await answerTo(
      app.port,
      asking(LARGE).replace('x\r\n', 'x\r\nConnection: close\r\n'),
    );
    const different: unknown[] = [];
    for (let count = 4; count <= 40; count++) {
      const caller = await open(false);
      await caller.sayApart(Array.from({ length: count }, () => asking(LARGE)));
      caller.finish();
      await turns(4);
      caller.read();
      const bodies = (await caller.hearsAll()).text.split('HTTP/1.1 200 OK').slice(1);
      const body = one.slice(one.indexOf('\r\n\r\n'));
      if (bodies.length < count - 1 || !bodies.every((answer) => answer.endsWith(body)))
        different.push(count);
    }
    expect(different).toEqual([]);
  });

  test.each([
    ['before it asks', [], 0],
    ['in the middle of a head', [ASK.slice(0, 40)], 0],
    ['behind a request', [ASK], 1],
    ['in the middle of a second head', [ASK + ASK.slice(0, 40)], 1],
    ['in the middle of an answer', [asking(LARGE).repeat(50)], 1],
  ])('who resets the connection %s takes nothing along', async (_, pieces, bytes) => {
    for (let times = 0; times < 5; times++) {
      const caller = await open();
      await caller.sayApart(pieces);
      await caller.hears(bytes);
      caller.socket.resetAndDestroy();
      await once(caller.socket, 'close');
    }
    await expect.poll(connections).toBe(0);
    await isServed();
  });

  test('whoever was answered and waits gives way to who comes, the one that has waited longest first', async () => {
    const before = shed('idle');
    const waiting: RawCaller[] = [];
    for (let place = 0; place < 40; place++) {
      const caller = await open();
      caller.say(ASK);
      await caller.hears(1);
      waiting.push(caller);
    }
    // The first one asks again: the second has waited longest now.
    waiting[0]!.say(ASK);
    await waiting[0]!.hears(2000);
    await isServed();
    await expect.poll(() => waiting[1]!.heard.closed).toBe(true);
    expect(waiting[1]!.heard.text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]+\}$/);
    expect(waiting.filter(({ heard }) => heard.closed)).toHaveLength(1);
    expect(shed('idle') - before).toBe(1);
  });

  test.each([
    ['101', 101, 0],
    ['110', 110, 1],
  ])('%s requests in one packet', async (_, count, greedy) => {
    const before = shed('pipelining');
    const caller = await open();
    const ask = 'GET /v1/graph?stream=empty&basearch=x HTTP/1.1\r\nHost: x\r\n\r\n';
    caller.say(ask.repeat(count));
    await (greedy ? caller.hearsAll() : caller.hearsUntilQuiet(200));
    expect([shed('pipelining') - before, caller.heard.closed]).toEqual([greedy, greedy === 1]);
    if (!greedy) expect(caller.heard.text.split('HTTP/1.1 200 OK')).toHaveLength(count + 1);
  });
});
