import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readQuery, readQueryIn } from '../../../../src/adapters/http/agent/query.js';

const NAMES = [
  'stream',
  'basearch',
  'oci',
  'rollout_wariness',
  'node_uuid',
  'group',
  'platform',
  'os_version',
];
const PIECES = [
  ...NAMES,
  'os_checksum',
  'Stream',
  'strea',
  '=',
  '&',
  '&&',
  '?',
  'true',
  'a',
  '',
  '%73',
  '%',
  '+',
];
const ODD = ['#', '"', '\x7f', '\xe9', '%C3%A9', ';'];

const BEGINNING = 'stream=s&basearch=x';

/** As the browser's own reading has it, whatever is given twice being refused. */
function naive(query: string): Record<string, string> | null {
  const pairs = [...new URLSearchParams(`&${Buffer.from(query, 'latin1').toString('utf8')}`)];
  const known = pairs.filter(([name]) => NAMES.includes(name) || name === 'os_checksum');
  return new Set(known.map(([name]) => name)).size === known.length ? Object.fromEntries(known) : null;
}

function given(query: object | null): Record<string, unknown> | null {
  return query && Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const readIn = (before: string, query: string, after: string) => {
  const text = before + query + after;
  const bytes = Buffer.from(text, 'latin1');
  return readQueryIn({ text, bytes, end: before.length + query.length }, before.length);
};

describe('the query of an agent', () => {
  test('is read as URLSearchParams reads it, wherever it stands', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES, ...ODD), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (more) => {
        const query = [`${BEGINNING}&`, ...more].join('');
        const expected = naive(query);
        fc.pre(expected?.['oci'] === undefined || ['true', 'false'].includes(expected['oci']));
        expect(given(orNull(() => readQuery(`/v1/graph?${query}`)))).toEqual(expected);
        const isOdd = /[^!"$-~]/.test(query);
        expect(given(orNull(() => readIn('&stream=z', query, ' HTTP')))).toEqual(isOdd ? null : expected);
      }),
      { numRuns: 2000, examples: [[[]], [['&', '=', '&', 'group']], [['group', '=', '?', '=', 'a']]] },
    );
  });

  test('may be longer than most', () => {
    const target = `/v1/graph?${'&'.repeat(5000)}${BEGINNING}`;
    expect(given(readQuery(target))).toEqual({ stream: 's', basearch: 'x' });
  });

  test.each([
    ['group', 256],
    ['os_checksum', 1024],
  ])('%s has room for %d characters', (name, most) => {
    const read = (value: string) => readQuery(`/v1/graph?${BEGINNING}&${name}=${value}`);
    expect(given(read('x'.repeat(most)))).toMatchObject({ [name]: 'x'.repeat(most) });
    expect(given(read('%F0%9F%90%94'.repeat(most)))).toMatchObject({ [name]: '🐔'.repeat(most) });
    for (const long of ['x'.repeat(most + 1), '🐔'.repeat(most + 1)]) {
      const sent = Buffer.from(long).toString('latin1');
      expect(() => read(sent)).toThrow(`${name} is longer than ${most} characters: shorten it`);
    }
  });
});
