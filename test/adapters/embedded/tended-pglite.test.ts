import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { TendedPGlite } from '../../../src/adapters/embedded/tended-pglite.js';

let folder: string;
let database: TendedPGlite;
let server: PGLiteSocketServer;
let client: Client;
const onDeath = vi.fn();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-test-'));
  database = new TendedPGlite({ folder: join(folder, 'pglite'), onDeath, tidyEveryMs: 0 });
  await database.waitReady;
  server = new PGLiteSocketServer({ db: database, path: join(folder, '.s.PGSQL.5432') });
  await server.start();
  client = new Client({ host: folder, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query('CREATE TABLE birds (id int, name text)');
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});
afterAll(async () => {
  await client.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('tidying up', () => {
  test('happens between the batches of a connection and is not noticed by it', async () => {
    await client.query('BEGIN');
    for (const id of [1, 2, 3]) await client.query('INSERT INTO birds VALUES ($1, $2)', [id, 'wren']);
    await client.query('COMMIT');
    expect((await client.query('SELECT id FROM birds WHERE name = $1', ['wren'])).rows).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
    const { rows } = await client.query("SELECT reltuples FROM pg_class WHERE relname = 'birds'");
    expect(rows).toEqual([{ reltuples: 3 }]);
    expect(onDeath).not.toHaveBeenCalled();
  });
});

describe('a commit', () => {
  test('is on the disk before it is acknowledged', async () => {
    const fsync = vi.spyOn(fs, 'fsyncSync');
    syncBuiltinESMExports();
    await client.query('BEGIN');
    await client.query("INSERT INTO birds VALUES (4, 'owl')");
    const before = fsync.mock.calls.length;
    await client.query('COMMIT');
    expect(fsync.mock.calls.length).toBeGreaterThan(before);
  });

  test('that cannot be brought to the disk is the end, and not acknowledged', async () => {
    // In a process of its own: after a PANIC PGlite goes round in circles, if nobody ends it.
    await cp(join(folder, 'pglite'), join(folder, 'copy'), { recursive: true });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', brokenDisk],
      {
        env: { FOLDER: join(folder, 'copy') },
      },
    );
    expect(stdout).toMatch(/^PANIC: +could not fsync file .*: I\/O error\n$/);
  });
});

const brokenDisk = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { TendedPGlite } from '${new URL('../../../dist/src/adapters/embedded/tended-pglite.js', import.meta.url).href}';
  const onDeath = (reason) => {
    console.log(reason);
    process.exit();
  };
  const database = new TendedPGlite({ folder: process.env.FOLDER, onDeath });
  await database.waitReady;
  fs.fsyncSync = () => {
    throw new Error('the disk is gone');
  };
  syncBuiltinESMExports();
  await database.exec('CREATE TABLE owls ()');
  console.log('acknowledged');
`;
