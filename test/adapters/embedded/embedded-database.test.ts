import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { EmbeddedDatabase, OtherProcess, rowsOf } from './running-database.js';

let scratch: string;
let created: string;
const started: EmbeddedDatabase[] = [];
const firstStart = vi.fn();

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'roost-test-'));
  created = join(scratch, 'created');
  const database = await EmbeddedDatabase.start(created, firstStart);
  await rowsOf(database, "CREATE TABLE birds AS SELECT 1 AS id, 'wren' AS name");
  await database.stop();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((database) => database.stop()));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function start(...parameters: Parameters<typeof EmbeddedDatabase.start>): Promise<EmbeddedDatabase> {
  const database = await EmbeddedDatabase.start(...parameters);
  started.push(database);
  return database;
}

/** A data directory with the database that was created before all tests, in a folder of `name`. */
async function copy(name: string): Promise<string> {
  const dataDir = join(scratch, name);
  await cp(created, dataDir, { recursive: true });
  return dataDir;
}

describe('a start', () => {
  test('announces the creation of the database on the first start only', async () => {
    expect(firstStart).toHaveBeenCalledOnce();
    await start(created, firstStart);
    expect(firstStart).toHaveBeenCalledOnce();
  });

  test('finds the data of the start before', async () => {
    const database = await start(await copy('later'));
    expect(await rowsOf(database, 'SELECT * FROM birds')).toEqual([[1, 'wren']]);
  });

  test('makes the data directory, for this user only', async () => {
    expect((await stat(created)).mode & 0o777).toBe(0o700);
  });

  test('listens on a unix socket in a folder that only this user can enter', async () => {
    const { connection } = await start(created);
    expect(connection).toEqual({
      host: `${created}/run`,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
    });
    expect((await stat(connection.host)).mode & 0o777).toBe(0o700);
  });

  test('syncs every commit to the disk, and is modest with memory', async () => {
    const database = await start(created);
    const settings =
      "current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers')";
    expect(await rowsOf(database, `SELECT ${settings}`)).toEqual([['on', 'on', '4MB']]);
  });

  test('says what is wrong with a data directory that it cannot use', async () => {
    const file = join(scratch, 'file');
    await writeFile(file, '');
    await expect(start(join(file, 'data'))).rejects.toThrow(
      `the data directory ${file}/data cannot be created or written: Error: ENOTDIR`,
    );
  });

  test('says what is wrong with a database that it cannot open', async () => {
    const dataDir = await copy('from-the-past');
    await writeFile(join(dataDir, 'pglite', 'PG_VERSION'), '9\n');
    await expect(start(dataDir)).rejects.toThrow('FATAL:  database files are incompatible with server');
  });
});

describe('the lock', () => {
  test('refuses a second start in this process, and allows it after a stop', async () => {
    const database = await start(created);
    await expect(start(created)).rejects.toThrow(
      expect.objectContaining({
        name: 'EmbeddedDatabaseInUse',
        message: `the embedded database in ${created} is in use by a running Roost; stop it first or use DATABASE_URL`,
      }),
    );
    await database.stop();
    await start(created);
  });

  test('refuses a second process, which leaves the first alone', async () => {
    const database = await start(created);
    const other = new OtherProcess(created, '');
    expect(await other.line()).toMatch(/^EmbeddedDatabaseInUse: the embedded database in .* is in use/);
    expect(await rowsOf(database, 'SELECT name FROM birds')).toEqual([['wren']]);
  });

  test('is one lock for all names of a directory', async () => {
    await start(created);
    const alias = join(scratch, 'a'.repeat(100));
    await symlink(created, alias);
    await expect(start(alias)).rejects.toThrow('is in use');
  });
});

describe('a kill -9', () => {
  test('loses no acknowledged row, and its lock and socket do not stand in the way', async () => {
    const dataDir = await copy('killed');
    const writer = new OtherProcess(
      dataDir,
      `const client = new pg.Client(database.connection);
       await client.connect();
       for (let id = 2; ; id++) {
         await client.query('INSERT INTO birds VALUES ($1, $2)', [id, 'owl']);
         console.log(id);
       }`,
    );
    let acknowledged = '';
    for (let count = 0; count < 20; count++) acknowledged = (await writer.line()) ?? 'nothing';
    await writer.kill();
    expect(existsSync(join(dataDir, 'run', '.s.PGSQL.5432'))).toBe(true);
    const database = await start(dataDir);
    const [[count, last] = []] = await rowsOf(database, 'SELECT count(*)::int, max(id) FROM birds');
    expect(count).toBeGreaterThanOrEqual(Number(acknowledged));
    expect(last).toBe(count);
  });
});

describe('a data directory with a name too long for the address of a socket', () => {
  test('works, and leaves nothing in the temporary folder', async () => {
    const temporary = await mkdtemp(join(scratch, 'tmp'));
    vi.stubEnv('TMPDIR', temporary);
    const dataDir = await copy('b'.repeat(120));
    const database = await start(dataDir);
    expect(await rowsOf(database, 'SELECT name FROM birds')).toEqual([['wren']]);
    await expect(start(dataDir)).rejects.toThrow('is in use');
    await database.stop();
    expect(readdirSync(temporary)).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe('an abort', () => {
  test('ends a first start at once, and the next start begins anew', async () => {
    const dataDir = join(scratch, 'aborted');
    const abort = new AbortController();
    const aborted = start(
      dataDir,
      () => setTimeout(() => abort.abort(new Error('SIGTERM')), 300),
      abort.signal,
    );
    await expect(aborted).rejects.toThrow('SIGTERM');
    expect(readdirSync(dataDir).sort()).toEqual(['pglite.new', 'roost.lock']);
    expect(readdirSync(join(dataDir, 'pglite.new'))).toEqual([]);
    await writeFile(join(dataDir, 'pglite.new', 'PG_VERSION'), 'half');
    const announced = vi.fn();
    expect(await rowsOf(await start(dataDir, announced), 'SELECT 1')).toEqual([[1]]);
    expect(announced).toHaveBeenCalledOnce();
    expect(readdirSync(dataDir).sort()).toEqual(['pglite', 'roost.lock', 'run']);
  });

  test('before a start keeps it from happening', async () => {
    await expect(start(created, undefined, AbortSignal.abort(new Error('SIGTERM')))).rejects.toThrow(
      'SIGTERM',
    );
    await start(created);
  });
});

describe('a stop', () => {
  test('can be repeated, and is not reported as an exit', async () => {
    const database = await start(created);
    const exited = vi.fn();
    database.onExit(exited);
    await Promise.all([database.stop(), database.stop()]);
    await database.stop();
    expect(exited).not.toHaveBeenCalled();
    expect(existsSync(database.connection.host + '/.s.PGSQL.5432')).toBe(false);
  });

  test('does not wait for clients, and undoes what they have not committed', async () => {
    const database = await start(created);
    const client = new Client(database.connection);
    client.on('error', () => {});
    await client.connect();
    await client.query('BEGIN');
    await client.query("INSERT INTO birds VALUES (2, 'kite')");
    await database.stop();
    expect(await rowsOf(await start(created), 'SELECT name FROM birds')).toEqual([['wren']]);
    await client.end();
  });
});

describe('the death of the database', () => {
  test('is reported with its reason, and a stop afterwards frees the directory', async () => {
    const dataDir = await copy('dying');
    const database = await start(dataDir);
    const exit = new Promise<Error>((resolve) => database.onExit(resolve));
    await rm(join(dataDir, 'pglite', 'pg_wal'), { recursive: true });
    const overflow = "INSERT INTO birds SELECT n, repeat('x', 100) FROM generate_series(1, 100000) AS n";
    await expect(rowsOf(database, overflow)).rejects.toThrow();
    expect((await exit).message).toMatch(/^the embedded database has ended: PANIC: /);
    await database.stop();
    await expect(start(dataDir)).rejects.toThrow('the embedded database has ended: ');
  });
});
