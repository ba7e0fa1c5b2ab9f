/** Bytes as callers might send them: real queries, odd ones, broken ones, and how they are cut into packets. */
import fc from 'fast-check';
import { CHECKSUM_ALIAS, imageOf } from './lanes.js';

/** What goes over one connection. */
export interface Talk {
  readonly packets: readonly Buffer[];
  /** How many turns of the event loop come before each packet. */
  readonly pauses: readonly number[];
  readonly ending: Ending;
}

/** How it ends: with a request that is the last one, by the caller's end of the connection, or in waiting. */
const ENDINGS = ['last', 'finish', 'wait'] as const;
export type Ending = (typeof ENDINGS)[number];

/** A request that is the last one of its connection. */
export const LAST = Buffer.from(
  'GET /v1/graph?stream=empty&basearch=x HTTP/1.1\r\nHost: last\r\nConnection: close\r\n\r\n',
);

/** @param tags the validators of what is served */
export function talks(tags: readonly string[]): fc.Arbitrary<Talk> {
  const requests = fc.oneof(
    { weight: 16, arbitrary: agentRequests(tags) },
    { weight: 1, arbitrary: oddRequests(tags) },
    { weight: 1, arbitrary: otherRequests },
  );
  return fc
    .record({
      texts: fc.array(requests, { minLength: 1, maxLength: 5 }),
      mutations: fc.oneof(
        { weight: 2, arbitrary: fc.constant<Mutation[]>([]) },
        { weight: 3, arbitrary: fc.array(mutations, { minLength: 1, maxLength: 3 }) },
      ),
      cuts: fc.oneof(
        { weight: 2, arbitrary: fc.constant<number[]>([]) },
        { weight: 3, arbitrary: fc.array(places, { minLength: 1, maxLength: 6 }) },
      ),
      pauses: fc.array(fc.nat(4), { minLength: 8, maxLength: 8 }),
      ending: fc.constantFrom(...ENDINGS),
    })
    .map(({ texts, mutations, cuts, pauses, ending }) => {
      const whole = Buffer.from(texts.join(''), 'latin1');
      const bytes = mutations.reduce(mutated, whole);
      const said = ending === 'last' ? Buffer.concat([bytes, LAST]) : bytes;
      return { packets: cutAt(said, cuts), pauses, ending };
    });
}

/** A place in a text of any length, from 0 to 1, and nowhere more often than elsewhere. */
const places = fc.noBias(fc.nat(10_000)).map((place) => place / 10_000);

/** Heads that mean what they say. */
function agentRequests(tags: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({ query: queries, headers: headerLists(tags) })
    .map(({ query, headers }) => `GET /v1/graph?${query} HTTP/1.1\r\n${headers}\r\n`);
}

/** What is right most of the time, as one request that is not has the rest of a talk go beside the lane. */
const often = (right: readonly string[], wrong: readonly string[] = ['']): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
    { weight: 1, arbitrary: texts },
  );

const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abAB01%25+&=;?#/._-~!:@,"<>|^ \t\x7f\xe9'), maxLength: 12 }),
  fc.constantFrom('x'.repeat(255), 'x'.repeat(256), 'x'.repeat(257), 'x'.repeat(1025), 'x'.repeat(5000)),
);

const hexadecimal = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });

const WARINESS = ['0', '0.0', '1', '1.0', '0.5', '.5', '5e-1', '-0', '+1', '%30.5', `0.${'3'.repeat(40)}`];
const CHECKSUMS = [CHECKSUM_ALIAS, '1'.padStart(64, '0'), '9'.repeat(64), imageOf(1), imageOf(22)];
const PARAMETERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  stream: often(['stable', 'stable', '24.03', 'empty', 'st%61ble'], ['nope', '']),
  basearch: often(['x86_64', 'x86_64', 'amd64', 'aarch64', 'arm64'], ['s390x', '%20']),
  oci: often(['true', 'false'], ['True', '']),
  rollout_wariness: often(WARINESS, ['1e3', '-1', 'NaN', 'inf', '0,5', '0.5%20']),
  node_uuid: fc.oneof(hexadecimal, often(['35ba2101ae3f45b896e9c51f461bbfff'])),
  group: often(['default', 'a%20b', 'a+b', '%f0%9f%90%94', '%ff']),
  platform: often(['qemu', 'aws']),
  os_version: often(['44.20261120.3.0']),
  os_checksum: often([...CHECKSUMS, ...CHECKSUMS.map(encodeURIComponent)]),
};

const parameters = fc.constantFrom(...Object.keys(PARAMETERS)).chain(parameterOf);

function parameterOf(name: string): fc.Arbitrary<string> {
  return (PARAMETERS[name] ?? texts).map((value) => `${name}=${value}`);
}

/** As an agent asks, in any order, sometimes with more, the same again, or what nobody knows. */
const queries = fc
  .record({
    needed: fc.tuple(parameterOf('stream'), parameterOf('basearch')),
    more: fc.uniqueArray(parameters, { maxLength: 6, selector: (text) => text.split('=')[0] }),
    odd: fc.oneof(
      { weight: 12, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.array(fc.oneof(parameters, texts), { maxLength: 2 }) },
    ),
    order: fc.infiniteStream(fc.nat()),
    ampersand: fc.oneof({ weight: 30, arbitrary: fc.constant('&') }, fc.constantFrom('&&', ';', '&amp;')),
  })
  .map(({ needed, more, odd, order, ampersand }) => {
    const names = new Set(needed.map((text) => text.split('=')[0]));
    const others = more.filter((text) => !names.has(text.split('=')[0]));
    return shuffled([...needed, ...others, ...odd], order).join(ampersand);
  });

function shuffled(list: readonly string[], order: Iterator<number>): readonly string[] {
  return list
    .map((text) => ({ text, key: Number(order.next().value) }))
    .sort((a, b) => a.key - b.key)
    .map(({ text }) => text);
}

/** Lines of a head, each with its end. */
function headerLists(tags: readonly string[]): fc.Arbitrary<string> {
  const line = fc.oneof(
    { weight: 12, arbitrary: plainLines },
    { weight: 3, arbitrary: validatorLines(tags) },
    { weight: 1, arbitrary: oddLines },
  );
  return fc
    .record({
      before: fc.array(line, { maxLength: 3 }),
      host: hostLines,
      after: fc.array(line, { maxLength: 3 }),
    })
    .map(({ before, host, after }) => [...before, host, ...after].map((text) => `${text}\r\n`).join(''));
}

const hostLines = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('Host: roost.example:8080', 'host: x', 'HOST:x') },
  fc.constantFrom('Host:', 'X: no host', 'Host: a\r\nHost: b'),
);

const plainLines = fc.constantFrom(
  ...['User-Agent: zincati/0.0.30', 'Accept: application/json', 'accept: */*', 'Accept-Encoding: gzip'],
  ...[
    'Accept-Encoding: gzip, deflate, br',
    'accept-encoding: br;q=0.5 , gzip;q=0.7',
    'Accept-Encoding: zstd',
  ],
  ...['Accept-Encoding: identity', 'ACCEPT-ENCODING:*', 'Accept-Encoding:', 'Connection: keep-alive'],
  ...['X-Forwarded-For: 192.0.2.7', 'X-Request-Id: abc.1', 'X-Request-Id: a b', 'Cookie: a=b; c="d"'],
);

function validatorLines(tags: readonly string[]): fc.Arbitrary<string> {
  const tag = fc.constantFrom(...tags, '"other"', '*', '');
  const one = fc.tuple(fc.constantFrom('', '', 'W/', 'w/', ' '), tag).map((parts) => parts.join(''));
  return fc
    .tuple(
      fc.constantFrom('If-None-Match: ', 'if-none-match:', 'IF-NONE-MATCH:   '),
      fc.array(one, { maxLength: 3 }),
    )
    .map(([name, list]) => name + list.join(', '));
}

const oddLines = fc.oneof(
  fc.constantFrom(
    ...['Connection: close', 'Connection: Close', 'Connection: keep-alive, x', 'connection: x, close'],
    ...['Connection: upgrade', 'Upgrade: h2c', 'Proxy-Connection: close', 'Proxy-Connection: keep-alive'],
    ...[
      'Expect: 100-continue',
      'Expect: wonders',
      'Content-Length: 0',
      'Content-Length: 7',
      'Content-Length: x',
    ],
    ...[
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: gzip',
      'Trailer: x',
      'TE: trailers',
      'Keep-Alive: 5',
    ],
    ...[
      'HTTP2-Settings: x',
      'A',
      ': a',
      'A : b',
      ' A: b',
      'A: b\r\n c',
      'A:\tb\t',
      'A: \xe9',
      '\xe9: a',
      'A: \0',
    ],
  ),
  texts.map((text) => `X-${text}: ${text}`),
  fc.nat(6000).map((length) => `X: ${'x'.repeat(length)}`),
);

/** Requests whose first line is another one. */
function oddRequests(tags: readonly string[]): fc.Arbitrary<string> {
  const line = fc.constantFrom(
    ...[
      'GET /v1/graph HTTP/1.1',
      'GET /v1/graph? HTTP/1.1',
      `HEAD ${ASKED} HTTP/1.1`,
      `OPTIONS ${ASKED} HTTP/1.1`,
    ],
    ...[
      `GET http://x${ASKED} HTTP/1.1`,
      `GET /${ASKED} HTTP/1.1`,
      `GET ${ASKED}#x HTTP/1.1`,
      `get ${ASKED} HTTP/1.1`,
    ],
    ...[
      `GET ${ASKED} HTTP/1.0`,
      `GET ${ASKED}`,
      `GET ${ASKED} HTTP/1.2`,
      `GET ${ASKED} HTTP/2.0`,
      `GET  ${ASKED} HTTP/1.1`,
    ],
    ...[
      `GET ${ASKED}  HTTP/1.1`,
      `\r\nGET ${ASKED} HTTP/1.1`,
      `\nGET ${ASKED} HTTP/1.1`,
      `DELETE ${ASKED} HTTP/1.1`,
    ],
    ...[
      `CONNECT ${ASKED} HTTP/1.1`,
      'CONNECT x:443 HTTP/1.1',
      'PRI * HTTP/2.0',
      'OPTIONS * HTTP/1.1',
      `SOURCE ${ASKED} ICE/1.0`,
    ],
  );
  return fc.tuple(line, headerLists(tags)).map(([first, headers]) => `${first}\r\n${headers}\r\n`);
}

const ASKED = '/v1/graph?stream=stable&basearch=x86_64&rollout_wariness=0.3';

/** What others ask, with bodies and without. */
const otherRequests = fc.constantFrom(
  'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /v1/streams HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n',
  `POST ${ASKED} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /`,
  `POST ${ASKED} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n`,
  'POST /admin/v1/lint HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}',
);

/** A change to some bytes. */
interface Mutation {
  readonly kind: (typeof KINDS)[number];
  readonly place: number;
  readonly byte: number;
  readonly length: number;
}

const KINDS = ['flip', 'set', 'insert', 'remove', 'repeat', 'cut', 'end', 'case'] as const;
const SPECIAL = [0, 9, 10, 11, 13, 32, 34, 35, 37, 38, 43, 44, 47, 58, 59, 61, 63, 127, 128, 160, 255];

const mutations: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...KINDS),
  place: places,
  byte: fc.oneof(fc.constantFrom(...SPECIAL), fc.nat(255)),
  length: fc.nat(20),
});

function mutated(bytes: Buffer, { kind, place, byte, length }: Mutation): Buffer {
  const at = Math.min(bytes.length - 1, Math.floor(place * bytes.length));
  if (at < 0) return bytes;
  const [before, old, after] = [bytes.subarray(0, at), bytes[at] ?? 0, bytes.subarray(at + 1)];
  const instead = (...values: number[]) => Buffer.concat([before, Buffer.from(values), after]);
  const end = bytes.indexOf('\r\n', at);
  switch (kind) {
    case 'flip':
      return instead(old ^ (1 << (byte % 8)));
    case 'set':
      return instead(byte);
    case 'insert':
      return instead(byte, old);
    case 'remove':
      return Buffer.concat([before, bytes.subarray(at + length)]);
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 'cut':
      return before;
    case 'case':
      return instead(old ^ 0x20);
    // CR and LF swapped, or one of them missing.
    case 'end':
      return end < 0
        ? bytes
        : withLineEnd(bytes, end, ['\n\r', '\r', '\n', '\r\r\n', '\n\n'][byte % 5] ?? '');
  }
}

function withLineEnd(bytes: Buffer, at: number, lineEnd: string): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(lineEnd), bytes.subarray(at + 2)]);
}

function cutAt(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const at = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}
