import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeToken, isObject, JsonCursor, jsonText } from '../../src/graph/json-cursor.js';
import type { Fault } from '../../src/graph/problem.js';
import { documentOf, drawnFaults } from './document.js';

test.each([
  [{}, true],
  [{ length: 0 }, true],
  [[], false],
  [null, false],
  [undefined, false],
  ['{}', false],
  [0, false],
])('%j is an object: %s', (value, expected) => {
  expect(isObject(value)).toBe(expected);
});

/** What an action reads from the member `x` of a document, and which faults it notes. */
function readX(
  x: unknown,
  read: (cursor: JsonCursor) => unknown,
): { value: unknown; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const cursor = new JsonCursor(documentOf('doc', { x }), faults).optional('x');
  return { value: cursor && read(cursor), faults };
}

const string = (cursor: JsonCursor) => cursor.string();
const fraction = (cursor: JsonCursor) => cursor.fraction();
const natural = (cursor: JsonCursor) => cursor.integer(0);
const whole = (cursor: JsonCursor) => cursor.integer(Number.MIN_SAFE_INTEGER);
const elements = (cursor: JsonCursor) => cursor.elements().map((element) => element.path);

describe('a cursor takes', () => {
  test.each([
    ['a string', string, 'ünïcödé 🐓', 'ünïcödé 🐓'],
    ['an empty string', string, '', ''],
    ['a fraction', fraction, 0.5, 0.5],
    ['nobody', fraction, 0, 0],
    ['minus nobody, sign and all', fraction, -0, -0],
    ['everybody', fraction, 1, 1],
    ['2880.0 as 2880', natural, JSON.parse('2880.0'), 2880],
    ['1e3 as 1000', natural, JSON.parse('1e3'), 1000],
    ['-0.0 as 0', natural, JSON.parse('-0.0'), 0],
    ['the greatest integer', natural, 2 ** 53 - 1, 2 ** 53 - 1],
    ['the least integer', whole, -(2 ** 53 - 1), -(2 ** 53 - 1)],
    ['the elements of a list, null among them', elements, ['a', null], ['/x/0', '/x/1']],
    ['an empty list', elements, [], []],
    ['null as nothing', string, null, null],
    ['absence as nothing', string, undefined, null],
  ])('%s', (...[, read, given, expected]) => {
    expect(readX(given, read)).toEqual({ value: expected, faults: [] });
  });
});

describe('a cursor refuses', () => {
  test.each([
    ['a number for a string', string, 1, 'wrong_type', 'expected a string, found 1'],
    ['a list for a string', string, ['a'], 'wrong_type', 'expected a string, found a list'],
    ['a high surrogate alone', string, 'a\ud800', 'invalid_text', 'half of a surrogate pair'],
    ['a low surrogate alone', string, '\udc00a', 'invalid_text', 'half of a surrogate pair'],
    ['a NUL', string, 'a\0b', 'invalid_text', 'NUL'],
    ['a string for a fraction', fraction, '0.5', 'wrong_type', 'expected a number, found a string'],
    ['100 for everybody', fraction, 100, 'fraction_out_of_range', '100 is not a fraction'],
    ['a bit more than everybody', fraction, 1 + 2 ** -52, 'fraction_out_of_range', '1.0 is everybody'],
    ['a bit less than nobody', fraction, -Number.MIN_VALUE, 'fraction_out_of_range', '-5e-324'],
    ['1e400, which is read as infinity', fraction, JSON.parse('1e400'), 'fraction_out_of_range', 'Infinity'],
    ['half an integer', natural, 0.5, 'wrong_type', 'a whole number from 0 to 9007199254740991, found 0.5'],
    ['an integer below the least', natural, -1, 'wrong_type', 'found -1'],
    ['2^53', natural, 2 ** 53, 'wrong_type', 'found 9007199254740992'],
    ['-2^53', whole, -(2 ** 53), 'wrong_type', 'from -9007199254740991'],
    ['an infinite integer', natural, JSON.parse('1e400'), 'wrong_type', 'found Infinity'],
    ['an integer in quotes', natural, '2880', 'wrong_type', 'found a string'],
    ['a boolean for an integer', natural, true, 'wrong_type', 'found true'],
    ['an object for a list', elements, {}, 'wrong_type', 'expected a list, found an object'],
    ['a string for a list', elements, 'ab', 'wrong_type', 'expected a list, found a string'],
  ])('%s', (...[, read, given, code, words]) => {
    const { faults } = readX(given, read);
    expect(faults).toEqual([{ code, document: 'doc', path: '/x', message: expect.stringContaining(words) }]);
  });

  const anything = (cursor: JsonCursor) => [cursor.optional('a'), cursor.required('b'), cursor.optional('c')];

  test.each([[[]], ['a'], [1], [false]])('%j for an object, once however much is asked of it', (given) => {
    const { faults } = readX(given, anything);
    expect(drawnFaults(faults)).toEqual(['wrong_type /x']);
  });
});

describe('the members of an object', () => {
  const read = (value: unknown, ...repeated: readonly string[]) => {
    const faults: Fault[] = [];
    return { cursor: new JsonCursor(documentOf('doc', value, ...repeated), faults), faults };
  };

  test.each([
    ['is missing', {}],
    ['is null', { a: null }],
    ['is inherited only', Object.create({ a: 'x' })],
  ])('one that %s is a fault where it is mandatory', (_, value) => {
    const { cursor, faults } = read(value);
    expect(cursor.required('a')).toBeNull();
    expect(drawnFaults(faults)).toEqual(['missing_field /a']);
  });

  test('one whose key stands twice is a fault only when it is asked for', () => {
    const { cursor, faults } = read({ a: 'x', b: 'y' }, '/a', '/b');
    expect(cursor.required('a')?.string()).toBe('x');
    expect(drawnFaults(faults)).toEqual(['duplicate_key /a']);
  });

  test('one whose key stands twice is a fault when the last of the two is null, too', () => {
    const { cursor, faults } = read({ a: null }, '/a');
    expect(cursor.optional('a')).toBeNull();
    expect(drawnFaults(faults)).toEqual(['duplicate_key /a']);
  });

  test('the pointer to one escapes what pointers are made of', () => {
    expect(escapeToken('a/b~c~1')).toBe('a~1b~0c~01');
    const { cursor, faults } = read({ 'a/b': [{ '~': 1 }] });
    cursor.optional('a/b')?.elements()[0]?.optional('~')?.string();
    expect(drawnFaults(faults)).toEqual(['wrong_type /a~1b/0/~0']);
  });
});

describe('a document as text', () => {
  test.each([
    ['minus zero keeps its sign', { a: -0, b: 0 }, 0, '{"a":-0.0,"b":0}'],
    ['a string that looks like minus zero stays', ['-0', '\\u0000-0', '"\\u0000-0"'], 0, null],
    ['it is indented when asked', { a: [1] }, 2, '{\n  "a": [\n    1\n  ]\n}'],
  ])('%s', (...[, value, indent, expected]) => {
    expect(jsonText(value, indent)).toBe(expected ?? JSON.stringify(value, null, indent));
  });

  test('is read back as the same value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.jsonValue(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
        (value) => {
          fc.pre(!JSON.stringify(value).includes('\\u0000'));
          expect(JSON.parse(jsonText(value))).toEqual(value);
        },
      ),
    );
  });
});
