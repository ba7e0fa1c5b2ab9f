import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GRAPH, LANES, startLane } from './lanes.js';
import { answerTo, plain, RawCaller } from './raw-caller.js';
import type { RunningApp } from './running-app.js';

const ASK = `GET ${GRAPH} HTTP/1.1\r\nHost: x\r\n\r\n`;
const TIMED_OUT =
  'HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n' +
  'Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\nContent-Length: 96\r\n' +
  'X-Request-Id: <id>\r\nConnection: close\r\n\r\n' +
  '{"kind":"request_timeout","value":"the request did not come to its end in time: send it faster"}';
const [HEADERS_SECONDS, KEEP_ALIVE_SECONDS] = [1, 2];

describe.concurrent.each(LANES)('%s', (_, fastLane) => {
  let app: RunningApp;
  beforeAll(async () => {
    const limits = { headersSeconds: HEADERS_SECONDS, keepAliveSeconds: KEEP_ALIVE_SECONDS };
    app = await startLane({ fastLane, limits });
  });
  afterAll(() => app.close());

  test.each([
    ['nothing', [], ''],
    ['a byte', ['G'], ''],
    ['half a head', [ASK.slice(0, 60)], ''],
    ['all of a head but its last byte', [ASK.slice(0, -1)], ''],
    ['half a head behind a request', [ASK, ASK.slice(0, 60)], '200'],
    ['half a head in the same packet', [ASK + ASK.slice(0, 60)], '200'],
  ])('%s is waited for only so long, then told so', async (_, pieces, before) => {
    const start = performance.now();
    const { text, closed } = await answerTo(app.port, ...pieces);
    const seconds = (performance.now() - start) / 1000;
    expect([seconds > HEADERS_SECONDS, seconds < HEADERS_SECONDS + 2.5]).toEqual([true, true]);
    expect(closed).toBe(true);
    expect(plain(text).slice(-TIMED_OUT.length)).toBe(TIMED_OUT);
    expect(text.startsWith(`HTTP/1.1 ${before || '408'} `)).toBe(true);
  });

  test('a head that comes byte by byte is waited for only so long', async () => {
    const caller = await RawCaller.open(app.port);
    const start = performance.now();
    for (const byte of ASK) {
      if (caller.heard.closed) break;
      caller.say(byte);
      await sleep(100);
    }
    expect(plain((await caller.hearsAll()).text)).toBe(TIMED_OUT);
    expect((performance.now() - start) / 1000).toBeLessThan(HEADERS_SECONDS + 2.5);
  });

  test('the next request is waited for only so long, and the end comes without a word', async () => {
    const caller = await RawCaller.open(app.port);
    for (let asked = 0; asked < 3; asked++) {
      caller.say(ASK);
      await sleep(KEEP_ALIVE_SECONDS * 600);
      expect(caller.heard.closed).toBe(false);
    }
    const start = performance.now();
    const { text } = await caller.hearsAll();
    expect((performance.now() - start) / 1000).toBeLessThan(KEEP_ALIVE_SECONDS * 0.4 + 2.5);
    expect(text.split('HTTP/1.1')).toHaveLength(4);
    expect(text.endsWith('}')).toBe(true);
  }, 20_000);
});
