import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataSourceFor } from '../../../src/adapters/postgres/data-source.js';
import { Database } from '../../../src/adapters/postgres/database.js';
import { freshDatabase } from '../../database.js';

const USAGE = { poolSize: 2, connectMs: 5000, answerMs: 5000 };

let fresh: Awaited<ReturnType<typeof freshDatabase>>;

beforeEach(async () => {
  fresh = await freshDatabase();
});

afterEach(async () => {
  await fresh.drop();
});

const TABLES = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;

describe('migrations', () => {
  test('leave nothing that TypeORM would still change', async () => {
    const database = new Database();
    await database.open({ url: fresh.url }, USAGE);
    const dataSource = await dataSourceFor({ url: fresh.url }, USAGE).initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    await database.close();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('go down to nothing and up again', async () => {
    const dataSource = await dataSourceFor({ url: fresh.url }, USAGE).initialize();
    await dataSource.runMigrations();
    const up: unknown = await dataSource.query(TABLES);
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await dataSource.query(TABLES)).toEqual([{ tablename: 'migrations' }]);
    await dataSource.runMigrations();
    expect(await dataSource.query(TABLES)).toEqual(up);
    await dataSource.destroy();
  });

  test('every constraint has a name of ours', async () => {
    const dataSource = await dataSourceFor({ url: fresh.url }, USAGE).initialize();
    await dataSource.runMigrations();
    const rows: unknown = await dataSource.query(
      `SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
       AND conrelid <> 'migrations'::regclass AND contype <> 'n' AND conname !~ '^(pk|fk|uq|ck)_[a-z_]+$'`,
    );
    await dataSource.destroy();
    expect(rows).toEqual([]);
  });

  test('instances that start together take turns', async () => {
    const instances = Array.from({ length: 4 }, () => new Database());
    const applied = await Promise.all(instances.map((one) => one.open({ url: fresh.url }, USAGE)));
    await Promise.all(instances.map((one) => one.close()));
    expect(applied.flat()).toEqual([
      ...['Initial1795305600000', 'Operators1795348800000', 'SourceStates1795392000000'],
    ]);
  });
});

describe('a database that is away', () => {
  test('is something that may heal', async () => {
    const attempt = new Database().open({ url: 'postgresql://nobody@127.0.0.1:1/nothing' }, USAGE);
    await expect(attempt).rejects.toMatchObject({ kind: 'database_unavailable' });
  });

  test('that does not know us is nothing to wait for', async () => {
    const url = new URL(fresh.url);
    url.pathname = '/there_is_no_such_database';
    const attempt = new Database().open({ url: url.href }, USAGE);
    await expect(attempt).rejects.toThrow('there_is_no_such_database');
  });
});
