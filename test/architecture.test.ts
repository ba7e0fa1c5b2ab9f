import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Folder -> what it may import beside itself. Arrows never turn round; a new folder imports nothing until it has a row. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/graph': ['node:'],
  'src/application': ['src/graph', '@nestjs/common', 'node:'],
  // Also runs in browsers.
  'src/application/node-state': ['src/graph'],
  'src/adapters/console': ['src/graph', 'src/application/node-state', 'preact'],
  'src/adapters/documents': ['src/graph', 'src/application', 'undici', 'node:'],
  'src/adapters/embedded': ['src/graph', 'src/application', '@electric-sql/', 'node:'],
  'src/adapters/files': ['src/graph', 'src/application', 'node:'],
  'src/adapters/log': ['src/application', 'pino'],
  'src/adapters/postgres': [
    'src/graph',
    'src/application',
    'migrations',
    '@nestjs/common',
    'pg',
    'typeorm',
    'node:',
  ],
  'src/adapters/http': [
    ...[
      'src/graph',
      'src/application',
      '@nestjs/',
      'class-validator',
      'class-transformer',
      'express',
      'prom-client',
    ],
    ...['rxjs', 'swagger-ui-express', 'node:'],
  ],
  'src/adapters/zincati': ['src/graph', 'src/application', 'smol-toml', 'node:'],
  'src/commands': ['src', 'node:'],
  src: ['src', '@nestjs/', 'express', 'helmet', 'reflect-metadata', 'node:'],
  migrations: ['typeorm'],
};

const SOURCES = ['src', 'migrations']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .sort();

describe('the one rule: graph <- application <- adapters <- composition root', () => {
  test.each(SOURCES)('%s imports only what its folder may', (file) => {
    const folder = roomOf(file);
    const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
    expect(importsOf(file).filter((imported) => !allowed.some((one) => isWithin(imported, one)))).toEqual([]);
  });

  test('only the composition root reads the environment', () => {
    const readers = SOURCES.filter((file) => /process\.env\b/.test(read(file)));
    expect(readers).toEqual(['src/commands/settings.ts']);
  });

  test('the pages of the console do not know each other: what two of them need is in parts/', () => {
    const pageOf = (path: string) => /^src\/adapters\/console\/(\w+)\/\w+-page\.tsx$/.exec(path)?.[1] ?? [];
    const pages = [...new Set(SOURCES.flatMap(pageOf))].map((page) => `src/adapters/console/${page}`);
    const strays = pages.flatMap((page) =>
      SOURCES.filter((file) => isWithin(file, page)).filter((file) =>
        importsOf(file).some((imported) =>
          pages.some((other) => other !== page && isWithin(imported, other)),
        ),
      ),
    );
    expect([pages.length, strays]).toEqual([7, []]);
  });

  test('every folder of sources has a row in the table', () => {
    expect([...new Set(SOURCES.map(roomOf))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });
});

describe('the house', () => {
  const pure = SOURCES.filter((file) => file.startsWith('src/graph/'));

  test.each(pure)('%s has its test', (file) => {
    expect(existsSync(join(ROOT, file.replace('src/', 'test/').replace(/\.ts$/, '.test.ts')))).toBe(true);
  });

  test.each(pure)('%s has no clock, no randomness and no promise', (file) => {
    expect(read(file)).not.toMatch(/\bDate\b|Math\.random|randomUUID|\bPromise\b|\basync\b/);
  });

  test('there are no barrels, and no folder that means nothing', () => {
    const meaningless = /(^|\/)(index\.tsx?$|(utils?|common|shared|core|lib|helpers?)\/)/;
    expect(SOURCES.filter((file) => meaningless.test(file))).toEqual([]);
    expect(SOURCES.filter((file) => read(file).includes('forwardRef'))).toEqual([]);
  });

  test('files are kebab-case', () => {
    expect(
      SOURCES.filter(
        (file) => !/^[a-z0-9-]+(\.(module|controller))?\.tsx?$/.test(file.split('/').at(-1) ?? ''),
      ),
    ).toEqual([]);
  });
});

/** The row that a file is under: the longest folder of the table that holds it, else its own. */
function roomOf(file: string): string {
  const rows = Object.keys(MAY_IMPORT).filter((row) => row !== 'src' && file.startsWith(`${row}/`));
  return rows.sort((a, b) => b.length - a.length)[0] ?? dirname(file);
}

function isWithin(imported: string, allowed: string): boolean {
  return (
    imported === allowed ||
    imported.startsWith(allowed.endsWith('/') || allowed.endsWith(':') ? allowed : `${allowed}/`)
  );
}

/** What a file imports: packages by name, our own files from the root. */
function importsOf(file: string): readonly string[] {
  return ts
    .preProcessFile(read(file), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), fileName)) : fileName,
    );
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
