import { describe, expect, test } from 'vitest';
import { TEXTS, textIn } from '../../../src/adapters/console/texts/texts.js';

const ROWS = Object.entries(TEXTS).flatMap(([section, table]) =>
  Object.entries<{ en: string; zh: string }>(table).map(([name, text]) => ({
    key: `${section}.${name}`,
    ...text,
  })),
);

describe('every text of the console', () => {
  test.each(ROWS)('$key is there in both languages, with the same values', ({ en, zh }) => {
    expect(en.trim()).not.toBe('');
    expect(zh.trim()).not.toBe('');
    expect(valuesIn(zh)).toEqual(valuesIn(en));
  });

  test.each(ROWS)('$key has Chinese punctuation in Chinese', ({ zh }) => {
    expect(zh).not.toMatch(/[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]|@[,.;:?!()]/);
  });
});

describe('a text', () => {
  test('has its values put in', () => {
    expect(textIn('en', 'streams.revision', { revision: 17 })).toBe('revision 17,');
    expect(textIn('zh', 'streams.isPaused', { version: '44.1' })).toContain('44.1');
  });

  test('shows the name of a value that nobody gave', () => {
    expect(textIn('en', 'streams.revision')).toBe('revision {revision},');
  });
});

function valuesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}
