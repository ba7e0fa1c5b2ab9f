import { describe, expect, test } from 'vitest';
import { readPlainHead } from '../../../../src/adapters/http/lane/plain-head.js';

const LINE = 'GET /v1/graph?stream=s HTTP/1.1\r\n';
const HOST = 'Host: x\r\n';
const headOf = (...lines: readonly string[]) =>
  `${LINE}${HOST}${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const WHOLE = headOf();

describe('a head', () => {
  test.each([
    ['of an agent', headOf('User-Agent: zincati/0.0.30', 'Accept: */*')],
    ['without a space behind a colon', headOf('Accept:*/*')],
    ['that wants the connection kept', headOf('Connection: Keep-Alive')],
    ['with an empty query', 'GET /v1/graph? HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['of the greatest length', headOf(`X: ${'x'.repeat(4096 - WHOLE.length - 5)}`)],
  ])('%s is plain', (_, text) => {
    expect(readPlainHead(text, 0)).toMatchObject({ end: text.length, isLast: false });
  });

  test.each([
    ['of another method', WHOLE.replace('GET', 'HEAD')],
    ['of another path', WHOLE.replace('graph?', 'graphs?')],
    ['of the path without a query', WHOLE.replace('?stream=s', '')],
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
    expect(readPlainHead(text, 0)).toBe(null);
  });

  test.each([
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
    'Expect: 100-continue',
    'Upgrade: h2c',
    'TE: x',
  ])('with %s is left to node, however it is written', (line) => {
    for (const text of [line, line.toUpperCase(), line.toLowerCase()])
      expect(readPlainHead(headOf(text), 0)).toBe(null);
  });

  test.each([
    ['/v1/graph?stream=s&basearch=x86_64', true],
    ['/v1/graph?stream=%73', false],
    ['/v1/graph?stream=a+b', false],
  ])('%s needs nothing decoded: %s', (target, isLiteral) => {
    expect(readPlainHead(`GET ${target} HTTP/1.1\r\n${HOST}\r\n`, 0)).toMatchObject({ target, isLiteral });
  });

  test('says what the caller takes and has, repeated headers joined, and whether it is the last', () => {
    const lines = ['accept-encoding: gzip ', 'Accept-Encoding:br', 'If-None-Match: "a"', 'connection: CLOSE'];
    expect(readPlainHead(headOf(...lines), 0)).toMatchObject({
      acceptEncoding: 'gzip, br',
      ifNoneMatch: '"a"',
      isLast: true,
    });
    expect(readPlainHead(WHOLE, 0)).toMatchObject({ acceptEncoding: undefined, ifNoneMatch: undefined });
  });

  test('is read from where it begins to where it ends, and no head leaves a trace in the next', () => {
    const last = headOf('Connection: close');
    const text = `${WHOLE}${last}${WHOLE}`;
    const first = readPlainHead(text, 0);
    const second = readPlainHead(text, first?.end ?? 0);
    expect([first?.end, second?.end]).toEqual([WHOLE.length, WHOLE.length + last.length]);
    expect([first, second, readPlainHead(text, second?.end ?? 0)].map((head) => head?.isLast)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
