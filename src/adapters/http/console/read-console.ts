import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { ConsoleFile } from './console-file.js';

/** The files of the console by their names; nothing else can be had from its folder. */
export interface BuiltConsole {
  readonly page: ConsoleFile;
  readonly files: ReadonlyMap<string, ConsoleFile>;
}

/** Where `npm run build` puts the console, seen from the sources and from the compiled server alike. */
export const CONSOLE_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('#package.json')),
  'dist/console',
);

/** Reads a built console into memory; `null` if there is none. */
export function readConsole(folder: string): BuiltConsole | null {
  const read = filesIn(folder).map((path) => {
    const name = relative(folder, path).split(sep).join('/');
    return [name, new ConsoleFile(name, readFileSync(path))] as const;
  });
  const files = new Map(read);
  const page = files.get('index.html');
  return page ? { page, files } : null;
}

function filesIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) return [];
    throw error;
  }
}
