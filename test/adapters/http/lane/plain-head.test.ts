import { describe, expect, test } from 'vitest';
import { readPlainHead } from '../../../../src/adapters/http/lane/plain-head.js';

const LINE = 'GET /v1/graph?stream=s&basearch=x HTTP/1.1\r\n';
const HOST = 'Host: x\r\n';
const headOf = (...lines: readonly string[]) =>
  `${LINE}${HOST}${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const WHOLE = headOf();

const read = (text: string, start = 0) => readPlainHead(text, Buffer.from(text, 'latin1'), start);

describe('a head', () => {
  test.each([
    ['of an agent', headOf('User-Agent: zincati/0.0.30', 'Accept: */*')],
    ['without a space behind a colon', headOf('Accept:*/*')],
    ['that wants the connection kept', headOf('Connection: Keep-Alive')],
    ['of the greatest length', headOf(`X: ${'x'.repeat(4096 - WHOLE.length - 5)}`)],
  ])('%s is plain', (_, text) => {
    expect(read(text)).toMatchObject({ end: text.length, isLast: false });
  });

  test.each([
    ['of another method', WHOLE.replace('GET', 'HEAD')],
    ['of another path', WHOLE.replace('graph?', 'graphs?')],
    ['of the path without a query', WHOLE.replace('?stream=s&basearch=x', '')],
    ['of another version', WHOLE.replace('1.1', '1.0')],
    ['that is not whole', WHOLE.slice(0, -1)],
    ['whose lines end in LF', WHOLE.replaceAll('\r\n', '\n')],
    ['without a host', `${LINE}\r\n`],
    ['with two hosts', headOf('Host: y')],
    ['with two wishes for the connection', headOf('Connection: close', 'Connection: close')],
    ['that wants another protocol', headOf('Connection: Upgrade')],
    ['that wants two things of the connection', headOf('Connection: close, x')],
    ['with a space before a colon', headOf('Accept : x')],
    ['with a folded line', headOf('Accept: x', ' y')],
    ['with a line without a colon', headOf('Accept')],
    ['with a control character in a value', headOf('Accept: \x01')],
    ['with a tab in a value', headOf('Accept: a\tb')],
    ['with a character beyond ASCII in a value', headOf('Accept: \xe9')],
    ['with a character beyond ASCII in the target', WHOLE.replace('=s', '=\xe9')],
    ['with a space in the target', WHOLE.replace('=s', '=s s')],
    ['with a fragment', WHOLE.replace('=s', '=s#s')],
    ['that is too long', headOf(`X: ${'x'.repeat(4096)}`)],
  ])('%s is left to node', (_, text) => {
    expect(read(text)).toBe(null);
  });

  test.each([
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
    'Expect: 100-continue',
    'Upgrade: h2c',
    'TE: x',
  ])('with %s is left to node, however it is written', (line) => {
    for (const text of [line, line.toUpperCase(), line.toLowerCase()]) expect(read(headOf(text))).toBe(null);
  });

  test.each([
    ['stream=s&basearch=x', { stream: 's', basearch: 'x' }],
    ['stream=%73&basearch=x', { stream: 's', basearch: 'x' }],
    ['stream=s&basearch=x&group=a+b', { group: 'a b' }],
  ])('says what is asked: %s', (query, expected) => {
    const text = `GET /v1/graph?${query} HTTP/1.1\r\n${HOST}\r\n`;
    expect(read(text)?.query).toMatchObject(expected);
  });

  test('says what the caller takes and has, repeated headers joined, and whether it is the last', () => {
    const lines = ['accept-encoding: gzip ', 'Accept-Encoding:br', 'If-None-Match: "a"', 'connection: CLOSE'];
    expect(read(headOf(...lines))).toMatchObject({
      acceptEncoding: 'gzip, br',
      ifNoneMatch: '"a"',
      isLast: true,
    });
    expect(read(WHOLE)).toMatchObject({ acceptEncoding: undefined, ifNoneMatch: undefined });
  });

  test('is read from where it begins to where it ends, and no head leaves a trace in the next', () => {
    const last = headOf('Connection: close');
    const text = `${WHOLE}${last}${WHOLE}`;
    const first = read(text);
    const second = read(text, first?.end ?? 0);
    expect([first?.end, second?.end]).toEqual([WHOLE.length, WHOLE.length + last.length]);
    expect([first, second, read(text, second?.end ?? 0)].map((head) => head?.isLast)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
