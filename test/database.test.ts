import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from './database.js';

let one: FreshDatabase;
let other: FreshDatabase;

beforeAll(async () => {
  [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
});
afterAll(() => Promise.all([one.drop(), other.drop()]));

describe('the PostgreSQL of the tests', () => {
  test('is at least the oldest version that Roost supports', async () => {
    expect(Number(await answer(one, 'SHOW server_version_num'))).toBeGreaterThanOrEqual(150_000);
  });

  test('gives every caller a database of its own', async () => {
    await answer(one, 'CREATE TABLE eggs ()');
    expect(await answer(one, "SELECT to_regclass('eggs')")).toBe('eggs');
    expect(await answer(other, "SELECT to_regclass('eggs')")).toBeNull();
  });

  test('copies a template, and gives an empty database when there is none of that name', async () => {
    await answer(one, 'CREATE TABLE IF NOT EXISTS eggs ()');
    const copy = await freshDatabase(new URL(one.url).pathname.slice(1));
    const empty = await freshDatabase('no_such_template');
    expect(await answer(copy, "SELECT to_regclass('eggs')")).toBe('eggs');
    expect(await answer(empty, "SELECT to_regclass('eggs')")).toBeNull();
    await Promise.all([copy.drop(), empty.drop()]);
  });

  test('drops a database although somebody is connected to it', async () => {
    const busy = await freshDatabase();
    const client = new Client({ connectionString: busy.url });
    client.on('error', () => {});
    await client.connect();
    await busy.drop();
    await expect(answer(busy, 'SELECT 1')).rejects.toThrow('does not exist');
    await client.end();
  });
});

/** The first column of the first row. */
async function answer(database: FreshDatabase, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
