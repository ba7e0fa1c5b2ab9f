import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GRAPH, LANES, startLane } from './lanes.js';
import { answerTo, plain, RawCaller, type Bytes } from './raw-caller.js';
import type { RunningApp } from './running-app.js';

const ASK = `GET ${GRAPH} HTTP/1.1\r\nHost: roost.example\r\nUser-Agent: zincati/0.0.30\r\nAccept: */*\r\n\r\n`;
const LAST = ASK.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');

describe.each(LANES)('%s', (_, fastLane) => {
  let app: RunningApp;
  let [etag, body] = ['', ''];

  beforeAll(async () => {
    app = await startLane({ fastLane });
    const { headers, text } = await app.get(GRAPH);
    [etag, body] = [String(headers['etag']), text];
  });

  afterAll(() => app.close());

  /** Every byte of an answer. */
  const answer = (connection = 'Connection: keep-alive\r\nKeep-Alive: timeout=130') =>
    'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${body.length}\r\n${validators()}Date: <date>\r\n${connection}\r\n\r\n${body}`;
  const validators = () =>
    `ETag: ${etag}\r\nCache-Control: no-cache\r\nVary: Accept-Encoding\r\nRoost-Revision: 1\r\n` +
    'Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: ETag, Roost-Revision\r\n' +
    'X-Content-Type-Options: nosniff\r\n';
  const unmodified = () =>
    `HTTP/1.1 304 Not Modified\r\n${validators()}Date: <date>\r\nConnection: keep-alive\r\nKeep-Alive: timeout=130\r\n\r\n`;
  const lastAnswer = () => answer('Connection: close');
  const longer = 'Thu, 01 Jan 1970 00:00:00 GMT'.length - '<date>'.length;

  /** What comes for pieces in packets of their own, once that much has come. */
  const hears = async (pieces: readonly Bytes[], expected: string) => {
    const caller = await RawCaller.open(app.port);
    await caller.sayApart(pieces);
    const heard = await caller.hears(expected.length + longer * (expected.split('<date>').length - 1));
    caller.leave();
    return { ...heard, text: plain(heard.text) };
  };

  describe('a request', () => {
    test('is answered to the byte', async () => {
      expect(await hears([ASK], answer())).toEqual({ text: answer(), closed: false });
    });

    test('that is the last one is answered to the byte, and the connection closed', async () => {
      expect(await hears([LAST], lastAnswer())).toEqual({ text: lastAnswer(), closed: true });
    });

    test('for what the caller has is answered without it', async () => {
      const ask = ASK.replace('\r\n\r\n', `\r\nIf-None-Match: ${etag}\r\n\r\n`);
      expect(await hears([ask, ask], unmodified().repeat(2))).toEqual({
        text: unmodified().repeat(2),
        closed: false,
      });
    });

    test('in two pieces is answered alike, wherever it is cut', async () => {
      const cuts = Array.from({ length: ASK.length - 1 }, (_, index) => index + 1);
      const wrong = await wrongOnes(cuts, async (cut) => {
        const expected = answer().repeat(2);
        const { text } = await hears([ASK.slice(0, cut), ASK.slice(cut), ASK], expected);
        return text === expected;
      });
      expect(wrong).toEqual([]);
    });

    test('is answered alike where the one before is cut in two with it', async () => {
      const cuts = Array.from({ length: ASK.length - 1 }, (_, index) => index + 1);
      const wrong = await wrongOnes(cuts, async (cut) => {
        const { text } = await hears([ASK + ASK.slice(0, cut), ASK.slice(cut) + LAST], threeAnswers());
        return text === threeAnswers();
      });
      expect(wrong).toEqual([]);
    });

    const threeAnswers = () => answer().repeat(2) + lastAnswer();

    test('that comes byte by byte is answered alike', async () => {
      const { text } = await hears([...(ASK + ASK)], answer().repeat(2));
      expect(text).toBe(answer().repeat(2));
    });
  });

  describe('requests sent ahead', () => {
    test.each([2, 10, 100])('%i in one packet are all answered', async (count) => {
      const expected = answer().repeat(count - 1) + lastAnswer();
      expect(await hears([ASK.repeat(count - 1) + LAST], expected)).toEqual({ text: expected, closed: true });
    });

    test.each([1, 7, 37, 64, 151, 1000])('in packets of %i bytes are all answered', async (size) => {
      const expected = answer().repeat(19) + lastAnswer();
      const { text } = await hears(inPieces(ASK.repeat(19) + LAST, size), expected);
      expect(text).toBe(expected);
    });

    test('behind the last one are not answered', async () => {
      const expected = answer() + lastAnswer();
      expect(await hears([ASK + LAST + ASK], expected)).toEqual({ text: expected, closed: true });
    });

    test.each([
      ['what is no request', 'garbage\r\n\r\n', '400'],
      ['a tunnel', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', '405'],
      ['a head that is too long', `GET / HTTP/1.1\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, '431'],
    ])('are answered before %s is, and so are others than graphs', async (_, bytes, status) => {
      for (const order of ['ggg', 'gsgh']) {
        const { text } = await answerTo(app.port, askInOrder(order) + bytes);
        expect(statuses(text)).toEqual([...kinds(order), status]);
      }
    });

    test.each([
      ['a graph, streams, a graph', 'gsg'],
      ['streams, a graph, health', 'sgh'],
      ['graphs between everything', 'gghgsgg'],
      ['something to do between graphs', 'gpgp'],
      ['a question what may be done', 'gog'],
      ['a head between graphs', 'gdg'],
      ['nothing but others', 'hsh'],
    ])('are answered in their order: %s', async (_, order) => {
      const [packet, expected] = [askInOrder(order) + LAST, kinds(order)];
      for (const pieces of [[packet], inPieces(packet, 100)]) {
        const { text } = await answerTo(app.port, ...pieces);
        expect(statuses(text)).toEqual([...expected, '200']);
        expect(plain(text).endsWith(lastAnswer())).toBe(true);
        expect(plain(text).split(answer())).toHaveLength(order.split('g').length);
      }
    });
  });

  test('one answer after another comes over one connection, whoever asks for what between', async () => {
    const caller = await RawCaller.open(app.port);
    for (const order of ['g', 'g', 's', 'g', 'h', 'g']) {
      const before = caller.heard.text.length;
      caller.say(askInOrder(order));
      await caller.hears(before + 1);
      await expect.poll(() => caller.heard.text.slice(before)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*[}\]]$/);
      if (order === 'g') expect(plain(caller.heard.text.slice(before))).toBe(answer());
    }
    caller.leave();
  });

  test('the date is right to the second', async () => {
    for (let round = 0; round < 24; round++) {
      const start = Date.now() - LATE_MS;
      const { text } = await answerTo(app.port, LAST);
      const said = Date.parse(/^Date: (.+)\r$/m.exec(text)?.[1] ?? '');
      expect(said).toBeGreaterThanOrEqual(Math.floor(start / 1000) * 1000);
      expect(said).toBeLessThanOrEqual(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 97));
    }
  });
});

/** A timer that makes the new date may be that late. */
const LATE_MS = 100;

const POST = 'POST /v1/graph HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nGET ';
const OTHERS = {
  g: [ASK, '200'],
  s: ['GET /v1/streams HTTP/1.1\r\nHost: x\r\n\r\n', '200'],
  h: ['GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n', '200'],
  p: [POST, '405'],
  o: [ASK.replace('GET', 'OPTIONS'), '200'],
  d: [ASK.replace('GET', 'HEAD'), '200'],
} as const;

function isOther(letter: string): letter is keyof typeof OTHERS {
  return Object.hasOwn(OTHERS, letter);
}

function askInOrder(order: string): string {
  return [...order].map((letter) => (isOther(letter) ? OTHERS[letter][0] : '')).join('');
}

function kinds(order: string): readonly string[] {
  return [...order].map((letter) => (isOther(letter) ? OTHERS[letter][1] : ''));
}

function statuses(text: string): readonly string[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status ?? '');
}

function inPieces(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/** Those for which it is not right, looked at some at a time. */
async function wrongOnes<T>(all: readonly T[], isRight: (one: T) => Promise<boolean>): Promise<readonly T[]> {
  const wrong: T[] = [];
  for (let start = 0; start < all.length; start += 32) {
    await Promise.all(
      all.slice(start, start + 32).map(async (one) => {
        if (!(await isRight(one))) wrong.push(one);
      }),
    );
  }
  return wrong;
}
