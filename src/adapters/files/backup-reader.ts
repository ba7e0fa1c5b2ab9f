import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import {
  NoBackup,
  readHead,
  readLine,
  type BackupEnd,
  type BackupHead,
  type RowBatch,
} from '../../application/backup.js';

/** Rows are handed on by so many or, if they are large, by so many characters. */
const MOST_ROWS = 1000;
const MOST_CHARACTERS = 4_000_000;

/** A backup that has been read once to its end, and was whole. */
export interface BackupFile {
  readonly head: BackupHead;
  /** How many rows each table has. */
  readonly rows: BackupEnd['rows'];
  /** Everything in it, in the order in which it can be put back. */
  readonly batches: AsyncIterable<RowBatch>;
}

/**
 * Reads all of a backup, so that nothing begins with one that is not whole.
 * @throws Error that says what is wrong with it
 */
export async function openBackup(path: string): Promise<BackupFile> {
  const head = await headOf(path);
  const sum = new Sum();
  for await (const batch of batchesOf(path)) sum.count(batch);
  return { head, rows: sum.end.rows, batches: batchesOf(path) };
}

async function headOf(path: string): Promise<BackupHead> {
  try {
    for await (const line of linesOf(path)) return readHead(line.toString());
    return readHead('');
  } catch (error) {
    throw unusable(path, error);
  }
}

async function* batchesOf(path: string): AsyncGenerator<RowBatch> {
  try {
    yield* batchesIn(linesOf(path));
  } catch (error) {
    throw unusable(path, error);
  }
}

/** @throws Error behind the last one if the backup is not whole */
async function* batchesIn(lines: AsyncIterable<Buffer>): AsyncGenerator<RowBatch> {
  const sum = new Sum();
  let batch: Batch | null = null;
  let end: BackupEnd | null = null;
  for await (const line of lines) {
    if (end) throw new Error('something stands behind its end');
    const said = sum.isEmpty || line[0] === BRACKET ? null : readLine(line.toString());
    if (said?.kind === 'end') end = said.end;
    if (!end) sum.add(line);
    if (batch && (said || batch.isFull)) yield sum.count(batch.take());
    if (said?.kind === 'table') batch = new Batch(said.table, said.columns);
    if (batch && !said) batch.add(line.toString());
  }
  if (!end) throw new Error('its end is missing');
  if (!isDeepStrictEqual(end, sum.end)) throw new Error('its checksum is wrong');
}

const BRACKET = '['.charCodeAt(0);
const LINE_FEED = '\n'.charCodeAt(0);

class Batch {
  #rows: string[] = [];
  #characters = 0;

  constructor(
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {}

  add(row: string): void {
    this.#rows.push(row);
    this.#characters += row.length;
  }

  get isFull(): boolean {
    return this.#rows.length >= MOST_ROWS || this.#characters >= MOST_CHARACTERS;
  }

  take(): RowBatch {
    const rows = this.#rows;
    [this.#rows, this.#characters] = [[], 0];
    return { table: this.table, columns: this.columns, rows };
  }
}

/** What the end has to say of what came before. */
class Sum {
  readonly #hash = createHash('sha256');
  readonly #rows = new Map<string, number>();
  isEmpty = true;

  add(line: Buffer): void {
    this.isEmpty = false;
    this.#hash.update(line).update('\n');
  }

  count(batch: RowBatch): RowBatch {
    this.#rows.set(batch.table, (this.#rows.get(batch.table) ?? 0) + batch.rows.length);
    return batch;
  }

  get end(): BackupEnd {
    return { rows: Object.fromEntries(this.#rows), sha256: this.#hash.copy().digest('hex') };
  }
}

/** Whole lines only. Split by hand: `readline` takes more than a line feed for the end of one. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  for await (const chunk of chunksOf(path)) {
    let rest = chunk;
    for (let at = rest.indexOf(LINE_FEED); at !== -1; at = rest.indexOf(LINE_FEED)) {
      yield Buffer.concat([...pieces, rest.subarray(0, at)]);
      pieces = [];
      rest = rest.subarray(at + 1);
    }
    pieces.push(rest);
  }
}

function chunksOf(path: string): AsyncIterable<Buffer> {
  // Whatever goes wrong is thrown where the text is read.
  return pipeline(createReadStream(path), createGunzip(), () => undefined);
}

function unusable(path: string, cause: unknown): Error {
  return new Error(`${path} cannot be restored: ${reasonOf(cause)}`, { cause });
}

/** What zlib says, in words that say something to people. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return 'it is cut off';
  const reason = error instanceof Error ? error.message : String(error);
  if (reason === 'incorrect header check') return 'it is not a backup of Roost';
  const isWellSaid = error instanceof NoBackup || (typeof code === 'string' && code.startsWith('E'));
  return isWellSaid ? reason : `it is damaged: ${reason}`;
}
