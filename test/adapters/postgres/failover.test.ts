import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataSourceFor } from '../../../src/adapters/postgres/data-source.js';
import { Database } from '../../../src/adapters/postgres/database.js';
import { TypeOrmStreamStore } from '../../../src/adapters/postgres/typeorm-stream-store.js';
import { Snapshots } from '../../../src/application/snapshots.js';
import { MemoryLog } from '../../application/fakes.js';
import { release } from '../../application/releases.js';
import { NOTE, releasesAre } from '../../application/stream-store-contract.js';
import { freshDatabase } from '../../database.js';

const USAGE = { poolSize: 3, connectMs: 5000, answerMs: 5000 };

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let databases: Database[];
let client: pg.Client;

beforeEach(async () => {
  fresh = await freshDatabase();
  databases = [];
  client = new pg.Client(fresh.url);
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await Promise.all(databases.map((one) => one.close()));
  await fresh.drop();
});

async function opened(): Promise<TypeOrmStreamStore> {
  const database = new Database();
  databases.push(database);
  await database.open({ url: fresh.url }, USAGE);
  return TypeOrmStreamStore.on(database);
}

async function setReadOnly(): Promise<void> {
  const name = new URL(fresh.url).pathname.slice(1);
  await client.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
}

const away = { kind: 'database_unavailable' };

test('a database that can be read only, as a standby, is one to wait for when something is to be written', async () => {
  await opened();
  await setReadOnly();
  const store = await opened();
  expect(await store.revisions()).toEqual(new Map());
  await expect(store.change('s', releasesAre(release('1')), NOTE)).rejects.toMatchObject(away);
});

test('and so it is when it has not all migrations', async () => {
  await setReadOnly();
  await expect(opened()).rejects.toMatchObject(away);
});

test('what a failover has lost is forgotten, though the same revision is made again', async () => {
  const [one, other] = [await opened(), await opened()];
  await one.change('s', releasesAre(release('1')), NOTE);
  const snapshots = new Snapshots(one, new MemoryLog());
  await one.change('s', releasesAre(release('1'), release('2')), NOTE);
  await snapshots.refresh();
  for (const statement of [
    `DELETE FROM releases WHERE version = '2'`,
    'DELETE FROM revisions WHERE revision = 2',
    'DELETE FROM audit WHERE revision = 2',
    'UPDATE streams SET revision = 1',
  ]) {
    await client.query(statement);
  }
  // Whole seconds tell the two apart.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect((await other.change('s', releasesAre(release('1'), release('3')), NOTE)).stream.revision).toBe(2);
  await snapshots.refresh();
  const versions = snapshots.find('s')?.stream.releases.map(({ version }) => version);
  expect(versions).toEqual(['1', '3']);
  let decidedOn: readonly string[] = [];
  await one.change(
    's',
    (current) => {
      decidedOn = current.releases.map(({ version }) => version);
      return current;
    },
    NOTE,
  );
  expect(decidedOn).toEqual(['1', '3']);
});

test('a migration that waits for a table in use keeps nobody else waiting', { timeout: 20_000 }, async () => {
  const store = await opened();
  const dataSource = await dataSourceFor({ url: fresh.url }, USAGE).initialize();
  await dataSource.undoLastMigration();
  await dataSource.destroy();
  // As a backup does for as long as it takes.
  await client.query('BEGIN');
  await client.query('LOCK TABLE streams IN ACCESS SHARE MODE');
  const opening = expect(opened()).rejects.toMatchObject(away);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await store.revisions()).toEqual(new Map());
  await opening;
  await client.query('ROLLBACK');
  await opened();
});

test('a start with nothing to migrate waits for nobody who migrates', async () => {
  await opened();
  await client.query('SELECT pg_advisory_lock(7266846)');
  expect(await (await opened()).revisions()).toEqual(new Map());
});
