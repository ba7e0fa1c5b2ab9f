import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../src/adapters/postgres/database.js';
import { TypeOrmStreamStore } from '../../src/adapters/postgres/typeorm-stream-store.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { freshDatabase } from '../database.js';
import { DatabaseLine } from './database-line.js';

const USAGE = { poolSize: 2, connectMs: 1000, answerMs: 500 };
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: Database;
let store: TypeOrmStreamStore;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database();
  store = TypeOrmStreamStore.on(database);
});

afterEach(async () => {
  await database.close();
  await fresh.drop();
});

/** Ends all connections of Roost on the server's side. */
async function terminate(): Promise<void> {
  const client = new pg.Client(fresh.url);
  // The database may be dropped under it at the end of a test.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'roost'`);
  await client.end();
}

const away = { kind: 'database_unavailable' };

describe('a database whose connections are cut', () => {
  test('while it is opened is one to wait for', async () => {
    const cutting = setInterval(() => void terminate().catch(() => undefined), 5);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, async () => {
        const one = new Database();
        await one.open({ url: fresh.url }, USAGE).finally(() => one.close());
      }),
    );
    clearInterval(cutting);
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject(away);
  });

  test('in the middle of a change keeps nothing of it, and serves the next one', async () => {
    await database.open({ url: fresh.url }, USAGE);
    const attempt = database.transaction(async (manager) => {
      await manager.query(`INSERT INTO streams VALUES ('s', '', 'active', 'seed', 1, now())`);
      await terminate();
      await manager.query('SELECT 1');
    });
    await expect(attempt).rejects.toMatchObject(away);
    expect(await store.revisions()).toEqual(new Map());
    await store.change('s', releasesAre(release('1')), NOTE);
    expect(await store.revisions()).toEqual(new Map([['s', 1]]));
  });
});

describe('a database that says nothing any more', () => {
  test('is given up on, and asked again when it speaks', async () => {
    const proxy = await DatabaseLine.before(fresh.url);
    await database.open({ url: proxy.url }, USAGE);
    proxy.swallow(true);
    await expect(store.revisions()).rejects.toMatchObject(away);
    proxy.swallow(false);
    await expect.poll(() => store.revisions().catch(() => null), { timeout: 10_000 }).toEqual(new Map());
    await database.close();
    proxy.close();
  });
});
