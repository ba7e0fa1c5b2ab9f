import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { headLine, type BackupEnd, type BackupHead, type RowBatch } from '../../application/backup.js';

/** What is to be written. */
export interface Backup {
  readonly head: BackupHead;
  readonly batches: AsyncIterable<RowBatch>;
}

/**
 * Writes a backup where only this user can read it: it holds hashes of tokens, and what operators gave as reasons. The file
 * appears, and takes the place of the one before, when all of it is on the disk.
 */
export async function writeBackupFile(path: string, backup: Backup): Promise<BackupEnd> {
  const text = new BackupText(backup);
  return text.ending(path, async () => {
    const target = await replaceable(path);
    const part = `${target}.${randomBytes(4).toString('hex')}.part`;
    try {
      await pipeline(text.lines(), createGzip(), createWriteStream(part, { flags: 'wx', mode: 0o600 }));
      await flush(part);
      await rename(part, target);
      await flush(dirname(target));
    } finally {
      await rm(part, { force: true });
    }
  });
}

/** Writes a backup to whoever reads the other end. */
export async function writeBackupTo(out: NodeJS.WritableStream, backup: Backup): Promise<BackupEnd> {
  const text = new BackupText(backup);
  return text.ending('the backup', () => pipeline(text.lines(), createGzip(), out, { end: false }));
}

/** The text of a backup: one line for its head, one for each table and each row, and one for its end. */
class BackupText {
  readonly #hash = createHash('sha256');
  readonly #counts = new Map<string, number>();
  #unread: Error | null = null;

  constructor(private readonly backup: Backup) {}

  /** Its end when it has been written; what could not be read is thrown as it is. */
  async ending(place: string, write: () => Promise<void>): Promise<BackupEnd> {
    try {
      await write();
      return this.#end;
    } catch (cause) {
      if (this.#unread) throw this.#unread;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${place} cannot be written: ${reason}`, { cause });
    }
  }

  async *lines(): AsyncGenerator<string> {
    yield this.#noted(`${headLine(this.backup.head)}\n`);
    for await (const batch of this.#batches()) yield this.#noted(this.#linesOf(batch));
    yield `${JSON.stringify(this.#end)}\n`;
  }

  /** A generator of its own: what cannot be written is thrown into the one that writes. */
  async *#batches(): AsyncGenerator<RowBatch> {
    try {
      yield* this.backup.batches;
    } catch (error) {
      this.#unread = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }

  get #end(): BackupEnd {
    return { rows: Object.fromEntries(this.#counts), sha256: this.#hash.copy().digest('hex') };
  }

  #linesOf({ table, columns, rows }: RowBatch): string {
    const count = this.#counts.get(table);
    this.#counts.set(table, (count ?? 0) + rows.length);
    const first = count === undefined ? [JSON.stringify({ table, columns })] : [];
    return [...first, ...rows].map((line) => `${line}\n`).join('');
  }

  #noted(lines: string): string {
    this.#hash.update(lines);
    return lines;
  }
}

/** The file behind a link; never a device or a folder, which a rename would put away. */
async function replaceable(path: string): Promise<string> {
  const target = await realpath(path).catch(() => path);
  const there = await stat(target).catch(() => null);
  if (there && !there.isFile()) throw new Error('it is there, and not a file');
  return target;
}

/** Puts a file, or the names in a folder, onto the disk. */
async function flush(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync();
  await handle.close();
}
