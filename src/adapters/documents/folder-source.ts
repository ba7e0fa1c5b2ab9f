import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DocumentSource, type SourceDocuments } from '../../application/document-source.js';
import { isName, NAME_RULE } from '../../graph/model.js';
import { Problem } from '../../graph/problem.js';
import { MOST_BYTES, sourceDocuments, type NamedBytes } from './source-documents.js';

/** A file younger than this may still be being written, in milliseconds. */
const SETTLED_MS = 200;
const MOST_TRIES = 15;

/** `streams/<stream>/releases.json`, `streams/<stream>/stream.json` and `updates/<stream>.json` in a folder. */
export class FolderSource extends DocumentSource {
  constructor(private readonly folder: string) {
    super();
  }

  override get url(): string {
    return this.folder;
  }

  override async streams(): Promise<readonly string[]> {
    const streams = await this.#list('streams', (entry) => (entry.isDirectory() ? entry.name : null));
    const updates = await this.#list('updates', (entry) => /^(.+)\.json$/.exec(entry.name)?.[1] ?? null);
    await this.#checkVersion();
    return [...new Set([...streams, ...updates])].filter((name) => !name.startsWith('.')).sort();
  }

  override async read(stream: string): Promise<SourceDocuments> {
    if (!isName(stream)) throw new Problem('invalid_document', `${JSON.stringify(stream)}: ${NAME_RULE}`);
    const index = await this.#read(`streams/${stream}/releases.json`);
    const updates = await this.#read(`updates/${stream}.json`);
    const profile = await this.#readIfThere(`streams/${stream}/stream.json`);
    return sourceDocuments(stream, { index, updates, profile });
  }

  async #list(
    below: string,
    nameOf: (entry: { readonly name: string; isDirectory(): boolean }) => string | null,
  ): Promise<readonly string[]> {
    try {
      const entries = await readdir(join(this.folder, below), { withFileTypes: true });
      return entries.flatMap((entry) => nameOf(entry) ?? []);
    } catch (error) {
      // Half of an empty folder is as good as none; a folder that is not there may be a disk that is not.
      if (isAbsent(error) && existsSync(this.folder)) return [];
      throw new Problem('source_unreadable', `the folder ${below} cannot be read: ${reasonOf(error)}`);
    }
  }

  /** A layout that is newer than we are must not be half understood. */
  async #checkVersion(): Promise<void> {
    const version = await this.#readIfThere('version');
    const text = version ? Buffer.from(version.bytes).toString() : '1';
    if (/^1(\.|\s*$)/.test(text)) return;
    throw new Problem(
      'source_unreadable',
      `the file "version" says ${JSON.stringify(text.trim().slice(0, 20))}, we understand 1: a newer Roost is needed`,
    );
  }

  async #readIfThere(name: string): Promise<NamedBytes | null> {
    try {
      return await this.#read(name);
    } catch (error) {
      if (error instanceof Problem && isAbsent(error.cause)) return null;
      throw error;
    }
  }

  /** Whole files only: one that changes while it is read, or has only just changed, is read again. */
  async #read(name: string): Promise<NamedBytes> {
    try {
      const path = await this.#pathOf(name);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const before = await stat(path);
        if (!before.isFile()) throw new Problem('document_unreadable', `${name}: expected a file`);
        if (before.size > MOST_BYTES)
          throw new Problem('document_too_large', `${name}: over ${MOST_BYTES} bytes`);
        const bytes = await readFile(path);
        const after = await stat(path);
        if (isSame(before, after) && isSettled(after)) return { name, bytes };
        await setTimeout(SETTLED_MS);
      }
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('document_unreadable', `${name}: cannot be read: ${reasonOf(error)}`, {
        cause: error,
      });
    }
    throw new Problem('document_unsettled', `${name}: keeps changing while it is read`);
  }

  /** Links are followed as far as the folder goes, which is how a ConfigMap is mounted: who fills it may not show what is beside it. */
  async #pathOf(name: string): Promise<string> {
    const [folder, path] = await Promise.all([realpath(this.folder), realpath(join(this.folder, name))]);
    if (path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return path;
    throw new Problem('document_unreadable', `${name}: is a link that leads out of the folder`);
  }
}

interface Stamp {
  readonly mtimeMs: number;
  readonly size: number;
  readonly ino: number;
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a.mtimeMs === b.mtimeMs && a.size === b.size && a.ino === b.ino;
}

function isSettled({ mtimeMs }: Stamp): boolean {
  // A time in the future is another machine's clock, and says nothing.
  const age = Date.now() - mtimeMs;
  return age < 0 || age >= SETTLED_MS;
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
