import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../../src/adapters/console/publish/json-text.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('reading JSON', () => {
  test('gives what is in it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(readJson(text)).toEqual({ value: JSON.parse(text), fault: null });
      }),
    );
  });

  test('finds broken what the browser finds broken, and nothing else', () => {
    const cuts = fc.record({
      json: fc.json(),
      at: fc.nat(40),
      sign: fc.constantFrom('', '{', '}', ',', '"', '0', 'x', '\\'),
    });
    const broken = cuts.map(({ json, at, sign }) => json.slice(0, at) + sign + json.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(fc.string(), broken), (text) => {
        expect(readJson(text).fault === null).toBe(isJson(text));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['', '1:1 value'],
    ['{"a": 1\n "b": 2}', '2:2 comma'],
    ['{"a" 1}', '1:6 colon'],
    ['{a: 1}', '1:2 key'],
    ['{"a": 1,}', '1:9 key'],
    ['[1,\n]', '2:1 value'],
    ['[1, 2', '1:6 comma'],
    ['["x]', '1:2 string'],
    ['["\n"]', '1:2 string'],
    ['{}\n\n}', '3:1 end'],
    ['[01]', '1:3 comma'],
    ['nope', '1:1 value'],
    ['['.repeat(300), '1:202 less_depth'],
  ])('of %j says where it breaks off, and what was expected', (text, said) => {
    const { fault } = readJson(text);
    expect(`${fault?.line}:${fault?.column} ${fault?.expected}`).toBe(said);
  });
});
