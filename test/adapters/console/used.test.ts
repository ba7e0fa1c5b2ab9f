import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TEXTS } from '../../../src/adapters/console/texts/texts.js';

const FOLDER = resolve(import.meta.dirname, '../../../src/adapters/console');
const read = (ending: RegExp) =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
    .join('\n');
const SOURCES = read(/(?<!-texts)\.tsx?$/);

describe('nothing lies about', () => {
  const keys = Object.entries(TEXTS).flatMap(([section, table]) =>
    Object.keys(table).map((name) => `${section}.${name}`),
  );

  test('every text is said somewhere', () => {
    expect(keys.filter((key) => !isSaid(key))).toEqual([]);
  });

  test('every style is worn by something', () => {
    const classes = [...read(/\.css$/).matchAll(/\.([a-z][\w-]*)(?=[\s,:.{>+~[)])/g)].map(
      ([, name = '']) => name,
    );
    expect([...new Set(classes)].filter((name) => !isWorn(name)).sort()).toEqual([]);
  });
});

/** By its name, or with a value in it that stands in the sources by its own name: `app.role_${role}`. */
function isSaid(key: string): boolean {
  if (SOURCES.includes(`'${key}'`)) return true;
  return TEMPLATES.some((template) => {
    const value = template.exec(key)?.[1];
    return value !== undefined && new RegExp(`['\\s{,]${value}['\\s,:|]`).test(SOURCES);
  });
}

const TEMPLATES = [...SOURCES.matchAll(/`([a-z]+\.\w*)\$\{[^`}]*\}(\w*)`/g)].map(
  ([, before = '', after = '']) => new RegExp(`^${before.replace('.', '\\.')}(\\w+?)${after}$`),
);

function isWorn(name: string): boolean {
  if (new RegExp(`["'\` .]${name}["'\` ]`).test(SOURCES)) return true;
  const stems = [...name.matchAll(/-/g)].map(({ index }) => name.slice(0, index + 1));
  return stems.some((stem) => SOURCES.includes(`${stem}\${`));
}
