import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depthSteps, repeatedKeySteps } from '../../../src/adapters/documents/repeated-keys.js';
import { escapeToken, isObject } from '../../../src/graph/json-cursor.js';
import { atOnce } from '../../../src/graph/steps.js';

const repeated = (text: string) => [...atOnce(repeatedKeySteps(text))].sort();

/** As text in which each member of each object stands twice, and the pointers of all of them. */
function doubled(value: unknown, path: string, pointers: Set<string>): string {
  if (Array.isArray(value))
    return `[ ${value.map((one, at) => doubled(one, `${path}/${at}`, pointers)).join(' , ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => {
    const pointer = `${path}/${escapeToken(key)}`;
    pointers.add(pointer);
    const text = doubled(member, pointer, pointers);
    return `${JSON.stringify(key)} : ${text},\n${spelt(key)}: ${text}`;
  });
  return `{${members.join(', ')} }`;
}

/** The same key, spelt in the longest way. */
function spelt(key: string): string {
  const units = Array.from({ length: key.length }, (_, at) =>
    key.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
}

describe('for every JSON value', () => {
  const values = fc.jsonValue({ maxDepth: 4 });

  test('no key is repeated as it is written', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(repeated(JSON.stringify(value, null, 1))).toEqual([]);
      }),
    );
  });

  test('every key is when each stands twice, however it is spelt', () => {
    fc.assert(
      fc.property(values, (value) => {
        const pointers = new Set<string>();
        const text = doubled(value, '', pointers);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(repeated(text)).toEqual([...pointers].sort());
      }),
    );
  });

  test('the depth is how often a bracket is open at once', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(values, (value) => {
        const [text, depth] = [JSON.stringify(value), depthOf(value)];
        expect([atOnce(depthSteps(text, depth)), depth > 0 && atOnce(depthSteps(text, depth - 1))]).toEqual([
          false,
          depth > 0,
        ]);
      }),
    );
  });
});

test('a long text is walked through with pauses', () => {
  const text = JSON.stringify(Array.from({ length: 20_000 }, () => ({ key: 'value' })));
  for (const steps of [repeatedKeySteps(text), depthSteps(text, 64)]) {
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).toBeGreaterThan(5);
  }
});
