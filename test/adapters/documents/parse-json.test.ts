import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/adapters/documents/parse-json.js';

const parse = (text: string | Buffer) => parseJson('a.json', Buffer.from(text));

describe('a JSON text', () => {
  test.each([['{"a": [1, 2.50, "ü", null]}'], ['  []\n'], ['"x"'], ['-0.0'], ['{"a":{"b":1},"c":{"b":1}}']])(
    '%s is read as it is',
    (text) => {
      expect(parse(text)).toEqual({ name: 'a.json', value: JSON.parse(text), repeated: new Set() });
    },
  );

  test.each([
    ['', 'the document is empty'],
    ['{', 'expected JSON'],
    ['[1,]', 'expected JSON'],
    ["{'a': 1}", 'expected JSON'],
    ['// a\n{}', 'expected JSON'],
    ['{} {}', 'expected JSON'],
    ['01', 'expected JSON'],
    ['NaN', 'expected JSON'],
    ['"a\nb"', 'expected JSON'],
    ['<html>', 'expected JSON'],
    ['\ufeff{}', 'byte order mark'],
    [Buffer.from([0x22, 0xe9, 0x22]), 'not UTF-8'],
    [Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'not UTF-8'],
  ])('%j is refused, and it is said which and why', (text, why) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ kind: 'invalid_json' }));
    expect(() => parse(text)).toThrow(/^a\.json: /);
    expect(() => parse(text)).toThrow(why);
  });

  test.each([
    ['{"a":1,"a":1}', ['/a']],
    ['{"a":1,"b":{"c":1,"d":2,"c":3},"a":1,"a":2}', ['/b/c', '/a']],
    ['[{"a":1},{"a":1,"a":2}]', ['/1/a']],
    ['{"x/y~":1,"x/y~":2}', ['/x~1y~0']],
    ['{"\\u0061":1,"a":2}', ['/a']],
  ])('%s: the keys that are repeated are known by their pointers', (text, pointers) => {
    expect([...parse(text).repeated]).toEqual(pointers);
  });

  const nested = (depth: number) => '[{"a":'.repeat(depth / 2) + '0' + '}]'.repeat(depth / 2);

  test.each([
    ['as deep as can be', nested(64)],
    ['wide', `[${'[],{},'.repeat(1000)}0]`],
    ['with brackets in strings', JSON.stringify(['['.repeat(100), `\\"${'{'.repeat(100)}`, '\\'])],
  ])('%s is read', (_, text) => {
    expect(parse(text).value).toEqual(JSON.parse(text));
  });

  test.each([
    ['a little', nested(66)],
    ['much', nested(2000)],
    ['beyond the stack', nested(400_000)],
    ['without an end', '['.repeat(65)],
    ['behind strings', `["\\\\","\\"",${nested(64)}]`],
  ])('nested too deep is refused with a sentence, not a crash: %s', (_, text) => {
    const problem = {
      kind: 'invalid_json',
      value: 'a.json: expected JSON: it is nested over 64 deep: flatten it',
    };
    expect(() => parse(text)).toThrow(expect.objectContaining(problem));
  });
});
