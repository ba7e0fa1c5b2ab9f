import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KnownHeads } from '../../../../src/adapters/http/lane/known-heads.js';
import { readPlainHead } from '../../../../src/adapters/http/lane/plain-head.js';

const QUERY = 'stream=s&basearch=x&node_uuid=0a&os_version=1';
const headOf = (query: string, headers = 'Host: x\r\n') =>
  `GET /v1/graph?${query} HTTP/1.1\r\n${headers}\r\n`;
const bytesOf = (text: string) => Buffer.from(text, 'latin1');

function knowing(...heads: readonly string[]): KnownHeads {
  const known = new KnownHeads();
  for (const head of heads) {
    // Of many that are new only some are remembered, and only while looking is worth while.
    for (let times = 0; times < 16; times++) known.add(head);
    for (let times = 0; times < 16; times++) found(known, head);
  }
  return known;
}

const found = (known: KnownHeads, text: string, start = 0) => known.find(text, bytesOf(text), start);

/** What is read; `null` where it is refused, too. */
function read(text: string, start = 0) {
  try {
    return readPlainHead(text, bytesOf(text), start);
  } catch {
    return null;
  }
}

describe('a head that was read before', () => {
  test('is found again, whatever the uuid and wherever it stands', () => {
    const known = knowing(headOf(QUERY));
    const text = `before${headOf(QUERY.replace('0a', 'f-'))}after`;
    expect(found(known, text, 6)).toEqual(read(text, 6));
    expect(found(known, text, 6)?.query.node_uuid).toBe('f-');
  });

  test.each([
    ['with another version', headOf(`${QUERY}0`)],
    ['with a longer uuid', headOf(QUERY.replace('0a', '0ab'))],
    ['with something else behind the uuid', headOf(QUERY.replace('0a', 'a&'))],
    ['with a uuid that needs decoding', headOf(QUERY.replace('0a', '%3'))],
    ['with a uuid that is not plain', headOf(QUERY.replace('0a', ' \xe9'))],
    ['with other headers', headOf(QUERY, 'Host: x\r\nConnection: close\r\n')],
    ['that is not whole', headOf(QUERY).slice(0, -1)],
  ])('%s is another one', (_, text) => {
    expect(found(knowing(headOf(QUERY)), text)).toBe(null);
  });

  test.each([
    ['without a uuid', headOf('stream=s&basearch=x')],
    ['with an encoded uuid', headOf('stream=s&basearch=x&node_uuid=%61')],
    ['that is refused or left to node', headOf(QUERY, '')],
  ])('%s is not remembered', (_, text) => {
    expect(found(knowing(text), text)).toBe(null);
  });

  test('is not remembered for a uuid that is the beginning of what it stands as', () => {
    const known = knowing(headOf('stream=s&basearch=x&node_uuid=%2525'));
    expect(found(known, headOf('stream=s&basearch=x&node_uuid=abc25'))).toBe(null);
  });

  test('is forgotten when others were read since', () => {
    const [first = '', ...others] = [0, 1, 2, 3, 4].map((version) => headOf(`${QUERY}${version}`));
    const known = knowing(first, ...others);
    expect(found(known, first)).toBe(null);
    for (const head of others) expect(found(known, head)).toEqual(read(head));
  });

  test('is one among many that vary, and one of these is remembered now and then', () => {
    const known = new KnownHeads();
    const heads = Array.from({ length: 32 }, (_, version) => headOf(`${QUERY}.${version}`));
    for (const head of heads) known.add(head);
    expect(heads.filter((head) => found(known, head)).length).toBe(2);
  });

  test('is passed over where most are others, and looked for again later', () => {
    const known = knowing(headOf(QUERY));
    for (let times = 0; times < 100; times++) known.add(headOf(`${QUERY}.${times}`));
    expect(found(known, headOf(QUERY))).toBe(null);
    const last = headOf(`${QUERY}.last`);
    for (let times = 0; times < 3000; times++) found(known, last);
    for (let times = 0; times < 16; times++) known.add(last);
    expect(found(known, last)).not.toBe(null);
    // Many that are known make up for many that are not.
    for (let times = 0; times < 1000; times++) found(known, last);
    for (let times = 0; times < 100; times++) known.add(last);
    expect(found(known, last)).not.toBe(null);
  });

  test('is what reading it says', () => {
    const piece = fc.constantFrom(
      ...['stream=s', 'basearch=x', 'node_uuid=ab', 'node_uuid=', 'node_uuid=a%62', 'group=?node_uuid=ab'],
      ...['&', '&', '&', 'ab', '=', '%', '+', '?', '#', ' '],
    );
    const query = fc.array(piece, { maxLength: 9 }).map((pieces) => `stream=s&basearch=x&${pieces.join('')}`);
    fc.assert(
      fc.property(query, fc.constantFrom('cd', 'a=', 'a&', 'a%', ' a', '?a'), (query, other) => {
        fc.pre(read(headOf(query)) !== null);
        const known = knowing(headOf(query));
        for (const one of [query, query.replace('ab', other), query.replace(/ab(?!.*ab)/, other)]) {
          const text = headOf(one);
          const again = found(known, text);
          if (again) expect(again).toEqual(read(text));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
