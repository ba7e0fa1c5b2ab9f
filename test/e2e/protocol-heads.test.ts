import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BothLanes, GRAPH, isSame, type Both } from './lanes.js';
import { RawCaller, toBytes, type Bytes, type Heard } from './raw-caller.js';

const LINE = `GET ${GRAPH} HTTP/1.1\r\n`;
const HOST = 'Host: roost.example\r\n';
const ASK = `${LINE}${HOST}\r\n`;
const LAST = `${LINE}${HOST}Connection: close\r\n\r\n`;
let both: BothLanes;
let [etag, gzipTag] = ['', ''];

beforeAll(async () => {
  both = await BothLanes.start();
  etag = String((await both.lane.get(GRAPH)).headers['etag']);
  gzipTag = String((await both.lane.get(GRAPH).set('Accept-Encoding', 'gzip')).headers['etag']);
});

afterAll(() => both.close());

/** What both say to it, and to a plain request behind it. */
async function compared(...pieces: readonly Bytes[]): Promise<Both> {
  return both.each(async ({ port }, quietMs) => {
    const caller = await RawCaller.open(port);
    await caller.sayApart(pieces);
    const heard = await caller.hearsUntilQuiet(quietMs);
    caller.leave();
    return heard;
  });
}

/** Expects the same of both: sent at once, behind a graph, in two packets, and with the next one a packet later. */
async function expectAlike(bytes: Bytes): Promise<readonly Heard[]> {
  const whole = toBytes(bytes);
  const [half, more] = [whole.length >> 1, Buffer.concat([whole, toBytes(LAST)])];
  const all = await Promise.all([
    compared(more),
    compared(Buffer.concat([toBytes(ASK), more])),
    compared(ASK, more.subarray(0, half), more.subarray(half)),
    compared(whole, LAST),
  ]);
  for (const [lane, beside] of all) expect(lane).toEqual(beside);
  return all.map(([lane]) => lane);
}

/** The statuses of the answers to it and to what follows. */
async function statusesOf(bytes: Bytes): Promise<string> {
  const [{ text }] = [(await expectAlike(bytes))[0]!];
  return [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status).join(' ');
}

const withHeaders = (...lines: readonly string[]) =>
  `${LINE}${HOST}${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

describe('both answer alike', () => {
  test.each([
    ['a plain request', ASK, '200 200'],
    ['the last one', LAST, '200'],
    ['an empty line before it', `\r\n${ASK}`, '200 200'],
    ['three empty lines before it', `\r\n\r\n\r\n${ASK}`, '200 200'],
    ['an LF before it', `\n${ASK}`, '200 200'],
    ['a space before it', ` ${ASK}`, '400'],
    ['lines that end in LF', ASK.replaceAll('\r\n', '\n'), '400'],
    ['a head that ends in LF', ASK.replace(/\r\n$/, '\n'), '400'],
    ['a first line that ends in LF', ASK.replace('\r\n', '\n'), '400'],
    ['CR alone in a line', ASK.replace('roost', 'ro\rost'), '400'],
    ['two spaces before the target', ASK.replace('GET ', 'GET  '), '200 200'],
    ['two spaces before the version', ASK.replace(' HTTP', '  HTTP'), '200 200'],
    ['a tab before the version', ASK.replace(' HTTP', '\tHTTP'), '400'],
    ['a space behind the version', ASK.replace('1.1\r', '1.1 \r'), '400'],
    ['a method in small letters', ASK.replace('GET', 'get'), '400'],
    ['half a method', ASK.replace('GET', 'GE'), '400'],
    ['HTTP/1.0', ASK.replace('1.1', '1.0'), '200'],
    ['HTTP/1.0 without a host', `GET ${GRAPH} HTTP/1.0\r\n\r\n`, '200'],
    ['HTTP/1.0 that stays', withHeaders('Connection: keep-alive').replace('1.1', '1.0'), '200 200'],
    ['HTTP/0.9', `GET ${GRAPH}\r\n\r\n`, '200'],
    ['HTTP/1.2', ASK.replace('1.1', '1.2'), '400'],
    ['HTTP/2.0', ASK.replace('1.1', '2.0'), '200'],
    ['HTTP/1.10', ASK.replace('1.1', '1.10'), '400'],
    ['http/1.1', ASK.replace('HTTP', 'http'), '400'],
    ['no version', ASK.replace('HTTP/1.1', ''), '400'],
    ['HTTPS/1.1', ASK.replace('HTTP', 'HTTPS'), '400'],
    ['no target', ASK.replace(GRAPH, ''), '400'],
    ['another method', ASK.replace('GET', 'PUT'), '405 200'],
    ['a method that nobody knows', ASK.replace('GET', 'GETS'), '400'],
    ['a head', ASK.replace('GET', 'HEAD'), '200 200'],
    ['a question what may be done', ASK.replace('GET', 'OPTIONS'), '200 200'],
    ['a body nobody asked for', `${withHeaders('Content-Length: 5')}GET /`, '200 200'],
    ['a body of nothing', withHeaders('Content-Length: 0'), '200 200'],
    ['a body in chunks', `${withHeaders('Transfer-Encoding: chunked')}5\r\nGET /\r\n0\r\n\r\n`, '200 200'],
    ['a coding nobody knows', withHeaders('Transfer-Encoding: x'), '200 400'],
    [
      'a body with something to do',
      `POST ${GRAPH} HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`,
      '405 200',
    ],
    ['garbage', '\x16\x03\x01\0\xff garbage \r\n\r\n', '400'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '400'],
    ['a tunnel', `CONNECT ${GRAPH} HTTP/1.1\r\n${HOST}\r\n`, '405'],
  ])('%s', async (_, bytes, statuses) => {
    expect(await statusesOf(bytes)).toBe(statuses);
  });
});

describe('both understand targets alike', () => {
  const asked = (target: string) => `GET ${target} HTTP/1.1\r\n${HOST}\r\n`;
  test.each([
    ['http://roost.example' + GRAPH, '200 200'],
    ['HTTP://roost.example' + GRAPH, '200 200'],
    ['https://' + GRAPH, '200 200'],
    ['ftp://roost.example' + GRAPH, '404 200'],
    ['/' + GRAPH, '404 200'],
    ['/v1/graph', '400 200'],
    ['/v1/graph?', '400 200'],
    ['/v1/graph?stream=stable', '400 200'],
    ['/v1/graph/?stream=stable&basearch=x86_64', '404 200'],
    ['/V1/graph?stream=stable&basearch=x86_64', '404 200'],
    ['/v1/graph#?stream=stable&basearch=x86_64', '404 200'],
    ['/v1/%67raph?stream=stable&basearch=x86_64', '404 200'],
    ['/v1/./graph?stream=stable&basearch=x86_64', '404 200'],
    ['/v1/graphs?stream=stable&basearch=x86_64', '404 200'],
    ['/v1/graph;x?stream=stable&basearch=x86_64', '404 200'],
    [GRAPH + '#', '200 200'],
    [GRAPH + '#fragment', '200 200'],
    [GRAPH + '&x=#fragment?&stream=other', '400 200'],
    [GRAPH + '&group=%', '200 200'],
    [GRAPH + '&group=%zz', '200 200'],
    [GRAPH + '&group=%00', '200 200'],
    [GRAPH + '&group=a+b', '200 200'],
    [GRAPH + '&group=?', '200 200'],
    [GRAPH + '&group="<>\\^`{|}', '200 200'],
    [GRAPH + "&group=!$'()*,;:@/-._~", '200 200'],
    [GRAPH + '&group=\xfc', '400'],
    [GRAPH + '&stream=stable', '400 200'],
    [GRAPH + '&__proto__=1&constructor=2', '200 200'],
    ['/v1/graph??stream=stable&basearch=x86_64', '400 200'],
    ['/v1/graph?&&stream=stable&&basearch=amd64&', '200 200'],
    ['/v1/graph?stream=24.03&basearch=arm64', '200 200'],
    ['/v1/graph?stream=empty&basearch=any', '200 200'],
    ['/v1/graph?stream=nope&basearch=x86_64', '404 200'],
    ['/v1/graph?stream=stable&basearch=s390x', '404 200'],
    [`${GRAPH}&oci=true&os_checksum=m/x@sha256:${'0'.repeat(62)}16`, '200 200'],
    [`${GRAPH}&os_checksum=${'e'.repeat(64)}`, '200 200'],
    [`${GRAPH}&group=${'g'.repeat(257)}`, '400 200'],
    ['*', '404 200'],
    ['graph', '400'],
    ['x:443', '400'],
  ])('%s', async (target, statuses) => {
    expect(await statusesOf(asked(target))).toBe(statuses);
  });
});

describe('both understand headers alike', () => {
  test.each<[string, readonly string[], string]>([
    ['Connection: Close', ['Connection: Close'], '200'],
    ['Connection: Keep-Alive', ['Connection: Keep-Alive'], '200 200'],
    ['Connection in capitals', ['CONNECTION: CLOSE'], '200'],
    ['a connection that stays, and something', ['Connection: keep-alive, x'], '200 200'],
    ['a connection that closes, and something', ['Connection: x, close'], '200'],
    ['both', ['Connection: keep-alive, close'], '200'],
    ['both on lines of their own', ['Connection: close', 'Connection: keep-alive'], '200'],
    ['both the other way round', ['Connection: keep-alive', 'Connection: close'], '200'],
    ['closed', ['Connection: closed'], '200 200'],
    ['close with a semicolon', ['Connection: close;'], '200 200'],
    ['an empty connection', ['Connection:'], '200 200'],
    ['nothing but commas', ['Connection: ,,'], '200 200'],
    ['an upgrade', ['Connection: upgrade', 'Upgrade: h2c'], '200'],
    ['an upgrade nobody asks for', ['Upgrade: websocket'], '200 200'],
    ['an upgrade to nothing', ['Connection: upgrade'], '200 200'],
    ['an upgrade and close', ['Connection: upgrade, close', 'Upgrade: x'], '200'],
    [
      'settings of HTTP/2',
      ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: x'],
      '200',
    ],
    ['a proxy that closes', ['Proxy-Connection: close'], '200'],
    ['a time to keep alive', ['Keep-Alive: timeout=1, max=1'], '200 200'],
    ['another host', ['Host: other'], '200 200'],
    ['an odd expectation', ['Expect: wonders'], '200 200'],
    ['a trailer', ['Trailer: x', 'TE: trailers'], '200 200'],
    ['a range', ['Range: bytes=0-1', 'If-Range: "x"'], '200 200'],
    [
      'conditions we have none of',
      ['If-Match: "x"', 'If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT'],
      '200 200',
    ],
    ['an id', ['X-Request-Id: abc'], '200 200'],
    ['an override', ['X-HTTP-Method-Override: DELETE'], '200 200'],
    ['gzip', ['Accept-Encoding: gzip'], '200 200'],
    ['gzip in capitals', ['ACCEPT-ENCODING: GZIP'], '200 200'],
    ['codings on two lines', ['Accept-Encoding: br;q=0', 'accept-encoding: gzip'], '200 200'],
    ['codings on two lines, one of them empty', ['Accept-Encoding:', 'Accept-Encoding: gzip'], '200 200'],
    ['an empty coding', ['Accept-Encoding:'], '200 200'],
    ['zstd', ['Accept-Encoding: zstd'], '200 200'],
    ['a coding with tabs', ['Accept-Encoding:\tgzip\t;\tq=1\t'], '200 200'],
    ['spaces around a value', ['Accept-Encoding:    gzip   '], '200 200'],
    ['a coding that wants none', ['Accept-Encoding: identity;q=0, *;q=0'], '200 200'],
    ['a coding of non-ASCII', ['Accept-Encoding: gzip\xa0'], '200 200'],
    ['a space before the colon', ['Accept-Encoding : gzip'], '400'],
    ['a tab before the colon', ['Accept-Encoding\t: gzip'], '400'],
    ['no colon', ['Accept-Encoding'], '400'],
    ['no name', [': gzip'], '400'],
    ['a value on two lines', ['Accept-Encoding:', ' gzip'], '400'],
    ['a value on two lines, with a tab', ['Accept-Encoding: br,', '\tgzip'], '400'],
    ['a space before a name', [' Accept-Encoding: gzip'], '400'],
    ['odd names', ["a!#$%&'*+-.^_`|~1: x"], '200 200'],
    ['a name with brackets', ['a(b): x'], '400'],
    ['a name of non-ASCII', ['\xfc: x'], '400'],
    ['names out of an object', ['__proto__: x', 'constructor: y', 'toString: z'], '200 200'],
  ])('%s', async (_, lines, statuses) => {
    expect(await statusesOf(withHeaders(...lines))).toBe(statuses);
  });

  test.each([
    ['no host', `${LINE}\r\n`, '400'],
    ['no host but others', `${LINE}Accept: x\r\n\r\n`, '400'],
    ['an empty host', `${LINE}Host:\r\n\r\n`, '200 200'],
    ['a host of blanks', `${LINE}Host:  \t \r\n\r\n`, '200 200'],
    ['a host that is none', `${LINE}Host: a b, c/d@e\r\n\r\n`, '200 200'],
    ['a host in capitals', `${LINE}HOST:x\r\n\r\n`, '200 200'],
    ['no space behind the colon', `${LINE}Host:x\r\nConnection:close\r\n\r\n`, '200'],
  ])('%s', async (_, bytes, statuses) => {
    expect(await statusesOf(bytes)).toBe(statuses);
  });

  // Sent ahead, it may be told to go on or not, and the answer may be the last one. @see RFC 9110 10.1.1
  test('an expectation, whose answer is whole wherever it comes', async () => {
    const expects = withHeaders('Expect: 100-continue');
    for (const heard of [
      await compared(expects),
      await compared(expects, ASK),
      await compared(ASK, expects),
    ]) {
      expect(heard[0]).toEqual(heard[1]);
      expect(heard[0].text).toContain('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n');
    }
    const { text } = await both.lane.get(GRAPH);
    for (const { text: heard } of await compared(ASK + expects)) {
      expect(heard).not.toContain('\r\n\r\nHTTP/1.1 100');
      const [, ...bodies] = heard.replace('HTTP/1.1 100 Continue\r\n\r\n', '').split('\r\n\r\n');
      expect(bodies).toEqual([expect.stringMatching(/^\{.+\}HTTP\/1\.1 200 OK\r\n/), text]);
    }
  });

  const tags: readonly [string, () => readonly string[], string][] = [
    ['what the caller has', () => [`If-None-Match: ${etag}`], '304 200'],
    ['a weak one', () => [`If-None-Match: W/${etag}`], '304 200'],
    ['a weak one spelt wrong', () => [`If-None-Match: w/${etag}`], '200 200'],
    ['a list', () => [`If-None-Match: "a" , ${etag},"b"`], '304 200'],
    ['two lines', () => ['If-None-Match: "a"', `If-None-Match: ${etag}`], '304 200'],
    [
      'two lines with others between',
      () => [`if-none-match: ${etag}`, 'A: b', 'IF-NONE-MATCH: "a"'],
      '304 200',
    ],
    ['anything', () => ['If-None-Match: *'], '304 200'],
    ['anything, and more', () => ['If-None-Match: *, "a"'], '200 200'],
    ['anything, in blanks', () => ['If-None-Match: \t * \t'], '304 200'],
    ['nothing', () => ['If-None-Match:'], '200 200'],
    ['without quotes', () => [`If-None-Match: ${etag.slice(1, -1)}`], '200 200'],
    ['of another coding', () => [`If-None-Match: ${gzipTag}`], '200 200'],
    ['of this coding', () => [`If-None-Match: ${gzipTag}`, 'Accept-Encoding: gzip'], '304 200'],
    ['that closes', () => [`If-None-Match: ${etag}`, 'Connection: close'], '304'],
    ['in non-ASCII', () => [`If-None-Match: "\xe9", ${etag}`], '304 200'],
  ];
  test.each(tags)('If-None-Match: %s', async (_, lines, statuses) => {
    expect(await statusesOf(withHeaders(...lines()))).toBe(statuses);
  });
});

describe('each of the 256 bytes', () => {
  const places: readonly [string, (byte: string) => string][] = [
    ['in a parameter', (byte) => ASK.replace('stable', `sta${byte}ble`)],
    ['in a value that does not count', (byte) => ASK.replace(' HTTP', `&group=a${byte}b HTTP`)],
    ['in the path', (byte) => ASK.replace('graph', `gra${byte}ph`)],
    ['before the query', (byte) => ASK.replace('?', `${byte}?`)],
    ['in the place of the question mark', (byte) => ASK.replace('?', byte)],
    ['before the target', (byte) => ASK.replace('/v1', `${byte}/v1`)],
    ['behind the target', (byte) => ASK.replace(' HTTP', `${byte} HTTP`)],
    ['in the place of the space behind it', (byte) => ASK.replace(' HTTP', `${byte}HTTP`)],
    ['in the method', (byte) => ASK.replace('GET', `G${byte}T`)],
    ['before the method', (byte) => byte + ASK],
    ['in the version', (byte) => ASK.replace('1.1', `1${byte}1`)],
    ['as a digit of the version', (byte) => ASK.replace('1.1', `1.${byte}`)],
    ['behind the version', (byte) => ASK.replace('1.1', `1.1${byte}`)],
    ['in a name', (byte) => withHeaders(`Accept${byte}Encoding: gzip`)],
    ['before a name', (byte) => withHeaders(`${byte}Accept-Encoding: gzip`)],
    ['behind a name', (byte) => withHeaders(`Accept-Encoding${byte}: gzip`)],
    ['in the place of the colon', (byte) => withHeaders(`Accept-Encoding${byte} gzip`)],
    ['before a value', (byte) => withHeaders(`Accept-Encoding: ${byte}gzip`)],
    ['in a value', (byte) => withHeaders(`Accept-Encoding: gz${byte}ip`)],
    ['behind a value', (byte) => withHeaders(`Accept-Encoding: gzip${byte}`)],
    ['behind a connection that closes', (byte) => withHeaders(`Connection: close${byte}`)],
    ['before a tag', (byte) => withHeaders(`If-None-Match: ${byte}${etag}`)],
    ['behind a tag', (byte) => withHeaders(`If-None-Match: ${etag}${byte}`)],
    ['in the place of a CR', (byte) => ASK.replace('\r', byte)],
    ['in the place of an LF', (byte) => ASK.replace('\n', byte)],
    ['in the place of the last CR', (byte) => ASK.replace(/\r\n$/, `${byte}\n`)],
    ['in the place of the last LF', (byte) => ASK.replace(/\n$/, byte)],
    ['behind the head', (byte) => ASK + byte],
  ];
  test.each(places)('%s is answered alike', async (_, at) => {
    const different: unknown[] = [];
    for (let start = 0; start < 256; start += 64) {
      const bytes = Array.from({ length: 64 }, (_, offset) => start + offset);
      await Promise.all(
        bytes.map(async (byte) => {
          const both = await compared(at(String.fromCharCode(byte)) + LAST);
          if (!isSame(both)) different.push({ byte, both });
        }),
      );
    }
    expect(different).toEqual([]);
  });
});

describe('heads of all sizes are answered alike', () => {
  const inTarget = (size: number) => ASK.replace(' HTTP', `&x=${'x'.repeat(size - ASK.length - 3)} HTTP`);
  const inValue = (size: number) => withHeaders(`X: ${'x'.repeat(size - ASK.length - 5)}`);
  const inLines = (size: number) =>
    withHeaders(
      ...Array.from({ length: Math.floor((size - ASK.length) / 16) }, (_, i) => `X-${i}: `.padEnd(14, 'x')),
    );
  const KB = [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 15, 16, 17, 20].map((size) => size * 1024);
  const BORDER = Array.from({ length: 160 }, (_, index) => 16_300 + index);
  const OURS = Array.from({ length: 40 }, (_, index) => 4080 + index);

  test.each([
    ['a long target', inTarget],
    ['a long value', inValue],
    ['many lines', inLines],
  ])('%s', async (_, ofSize) => {
    for (const sizes of [KB, OURS, BORDER]) {
      const all = await Promise.all(sizes.map((size) => compared(ofSize(size), LAST)));
      for (const [lane, beside] of all) expect(lane).toEqual(beside);
    }
  });

  test('about 2,000 lines, the last of which count or do not', async () => {
    const counts = [30, 31, 32, 33, 62, 63, 64, 65, 1996, 1997, 1998, 1999, 2000, 2001, 2002];
    const all = await Promise.all(
      counts.map((count) => {
        const lines = Array.from({ length: count }, () => 'a:b');
        return compared(withHeaders(...lines, 'Accept-Encoding: gzip', `If-None-Match: ${gzipTag}`), LAST);
      }),
    );
    for (const [lane, beside] of all) expect(lane).toEqual(beside);
  });
});
