import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../../src/adapters/postgres/database.js';
import { PostgresInstances } from '../../../src/adapters/postgres/postgres-instances.js';
import { TypeOrmStreamStore } from '../../../src/adapters/postgres/typeorm-stream-store.js';
import { MemoryLog } from '../../application/fakes.js';
import { release } from '../../application/releases.js';
import { NOTE, releasesAre } from '../../application/stream-store-contract.js';
import { freshDatabase } from '../../database.js';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let instances: PostgresInstances[];

beforeEach(async () => {
  fresh = await freshDatabase();
  instances = [];
});

afterEach(async () => {
  await Promise.all(instances.map((one) => one.close()));
  await fresh.drop();
});

function instance(url = fresh.url): PostgresInstances {
  const one = new PostgresInstances(url, new MemoryLog());
  instances.push(one);
  return one;
}

/** Ends all connections of Roost on the server's side, as a restart of the database does. */
async function cut(): Promise<void> {
  const client = new pg.Client(fresh.url);
  await client.connect();
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'roost'`);
  await client.end();
}

describe('the duty to read the sources', () => {
  test('is one instance’s, and stays so while it asks for it', async () => {
    const [one, other] = [instance(), instance()];
    expect([await one.takeDuty(), await other.takeDuty()]).toEqual([true, false]);
    expect([await other.takeDuty(), await one.takeDuty()]).toEqual([false, true]);
    expect([one.onDuty, other.onDuty]).toEqual([true, false]);
  });

  test('goes to another when it ends', async () => {
    const [one, other] = [instance(), instance()];
    await one.takeDuty();
    await one.close();
    expect(one.onDuty).toBe(false);
    await expect.poll(() => other.takeDuty()).toBe(true);
  });

  test('is lost with the connection, and taken again by one of them', async () => {
    const [one, other] = [instance(), instance()];
    await one.takeDuty();
    await other.takeDuty();
    await cut();
    await expect.poll(() => one.onDuty).toBe(false);
    await expect
      .poll(async () => [await one.takeDuty(), await other.takeDuty()].filter(Boolean))
      .toHaveLength(1);
  });

  test('is lost by who says nothing for so long that it may be frozen', { timeout: 15_000 }, async () => {
    const [frozen, other] = [instance(), instance()];
    await frozen.takeDuty();
    const since = Date.now();
    await expect.poll(() => other.takeDuty(), { timeout: 10_000, interval: 500 }).toBe(true);
    expect(Date.now() - since).toBeLessThan(10_000);
    expect(await frozen.takeDuty()).toBe(false);
  });

  test('is nobody’s while the database is away', async () => {
    const one = instance('postgresql://nobody@127.0.0.1:1/nothing');
    expect(await one.takeDuty()).toBe(false);
  });
});

describe('a change', () => {
  test('is told to the other instances when it is committed, and not when it is undone', async () => {
    const database = new Database();
    await database.open({ url: fresh.url }, { poolSize: 2, connectMs: 5000, answerMs: 5000 });
    const store = TypeOrmStreamStore.on(database);
    const other = instance();
    await other.takeDuty();
    let told = 0;
    other.onChange(() => (told += 1));
    await expect(
      store.change(
        's',
        () => {
          throw new Error('not like this');
        },
        NOTE,
      ),
    ).rejects.toThrow();
    await store.change('s', releasesAre(release('1')), NOTE);
    await expect.poll(() => told).toBe(1);
    await database.close();
  });

  test('that may have been missed while nobody listened is asked about', async () => {
    const one = instance();
    let told = 0;
    one.onChange(() => (told += 1));
    await one.takeDuty();
    expect(told).toBe(1);
    await cut();
    await expect.poll(() => one.takeDuty()).toBe(true);
    expect(told).toBe(2);
  });
});
