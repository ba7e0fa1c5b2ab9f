import { randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBackup } from '../../../src/adapters/files/backup-reader.js';
import { writeBackupFile } from '../../../src/adapters/files/backup-writer.js';
import type { RowBatch } from '../../../src/application/backup.js';

const HEAD = { roost: '1.2.3', at: '2026-11-22T16:00:00Z', migrations: ['One', 'Two'] };
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-backup-'));
  path = join(folder, 'a.roost');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const batches = (...all: readonly RowBatch[]): AsyncIterable<RowBatch> => Readable.from(all);

const BATCH = { table: 't', columns: ['a', 'b'], rows: ['["1","\u2028"]', '["2",null]'] };
const MORE = { table: 't', columns: ['a', 'b'], rows: ['["3","ü"]'] };
const EMPTY = { table: 'empty', columns: ['x'], rows: [] };

async function written(...all: readonly RowBatch[]): Promise<Buffer> {
  await writeBackupFile(path, { head: HEAD, batches: batches(...all) });
  return readFileSync(path);
}

async function read(): Promise<readonly RowBatch[]> {
  const all: RowBatch[] = [];
  for await (const batch of (await openBackup(path)).batches) all.push(batch);
  return all;
}

describe('a backup that was written', () => {
  test('is read as it was', async () => {
    await written(EMPTY, BATCH, MORE);
    const { head, rows } = await openBackup(path);
    expect([head, rows]).toEqual([HEAD, { empty: 0, t: 3 }]);
    expect(await read()).toEqual([EMPTY, { ...BATCH, rows: [...BATCH.rows, ...MORE.rows] }]);
  });

  test('is handed on in pieces, by rows and by size', async () => {
    const small = Array.from({ length: 2500 }, (_, i) => `["${i}"]`);
    const large = Array.from({ length: 5 }, () => JSON.stringify([randomBytes(1_500_000).toString('hex')]));
    const columns = ['x'];
    await written({ table: 'small', columns, rows: small }, { table: 'large', columns, rows: large });
    const all = await read();
    expect(all.map(({ table, rows }) => [table, rows.length])).toEqual([
      ...[1000, 1000, 500].map((count) => ['small', count]),
      ...[2, 2, 1].map((count) => ['large', count]),
    ]);
    expect(all.flatMap(({ rows }) => rows)).toEqual([...small, ...large]);
  });

  test('is for this user only, and takes the place of the one before, behind a link, too', async () => {
    writeFileSync(path, 'old', { mode: 0o644 });
    const link = join(folder, 'link');
    symlinkSync(path, link);
    await writeBackupFile(link, { head: HEAD, batches: batches(BATCH) });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await read()).toEqual([BATCH]);
    expect(readdirSync(folder).sort()).toEqual(['a.roost', 'link']);
  });

  test('half of it, leaves the one before and nothing else', async () => {
    writeFileSync(path, 'old');
    const failing = function* () {
      yield BATCH;
      throw new Error('the cursor is gone');
    };
    const attempt = writeBackupFile(path, { head: HEAD, batches: Readable.from(failing()) });
    await expect(attempt).rejects.toThrow(/^the cursor is gone$/);
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a.roost']]);
  });

  test.each([
    ['nope/a.roost', /nope\/a\.roost cannot be written: ENOENT/],
    ['', /cannot be written: it is there, and not a file/],
  ])('nowhere says so: %j', async (name, message) => {
    const attempt = writeBackupFile(join(folder, name), { head: HEAD, batches: batches(BATCH) });
    await expect(attempt).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a backup that is not whole', () => {
  test('is refused wherever it is cut off', async () => {
    const bytes = await written(EMPTY, BATCH);
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      await expect(openBackup(path), `${length} bytes`).rejects.toThrow(`${path} cannot be restored: it is `);
    }
  });

  test('is refused whatever byte of it is another one', async () => {
    const text = gunzipSync(await written(EMPTY, BATCH));
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const other = Buffer.from(text);
        other[at] = (other[at] ?? 0) ^ by;
        // Compressed anew, so that the checksum of gzip does not tell.
        writeFileSync(path, gzipSync(other));
        await expect(openBackup(path)).rejects.toThrow('cannot be restored');
      }),
      { numRuns: 300 },
    );
  });

  const lines = (bytes: Buffer) => gunzipSync(bytes).toString().trimEnd().split('\n');

  test.each([
    ['without its end', (all: string[]) => all.slice(0, -1), 'it is damaged: its end is missing'],
    [
      'without a row',
      (all: string[]) => all.filter((_, i) => i !== 3),
      'it is damaged: its checksum is wrong',
    ],
    [
      'with something behind its end',
      (all: string[]) => [...all, '["4","4"]'],
      'something stands behind its end',
    ],
    ['with half a line', (all: string[]) => all.with(2, '{"tab'), 'it is damaged: a line in it says nothing'],
    ['of nothing', () => [], 'it is not a backup of Roost'],
    ['of other JSON', () => ['{"a": 1}', '{"b": 2}'], 'it is not a backup of Roost'],
    ['of something else', () => ['hello'], 'it is not a backup of Roost'],
    ['of another form', () => ['{"roost_backup": 2}'], 'it is written in form 2, and only 1 is known here'],
    ['with half a head', () => ['{"roost_backup": 1}'], 'its first line is damaged'],
  ])('%s is refused', async (_, change, message) => {
    const changed = change(lines(await written(EMPTY, BATCH)));
    writeFileSync(path, gzipSync(changed.map((line) => `${line}\n`).join('')));
    await expect(openBackup(path)).rejects.toThrow(message);
  });

  test('and one that is not compressed, or not there, is refused', async () => {
    writeFileSync(path, 'CREATE TABLE streams');
    await expect(openBackup(path)).rejects.toThrow(`${path} cannot be restored: it is not a backup of Roost`);
    rmSync(path);
    await expect(openBackup(path)).rejects.toThrow(`${path} cannot be restored: ENOENT`);
  });
});
