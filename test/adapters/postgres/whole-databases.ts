/** Whole databases for tests: what is in them, and how old their schema is. */
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { MigrationExecutor } from 'typeorm';
import { dataSourceFor, type PostgresAddress } from '../../../src/adapters/postgres/data-source.js';
import { dumpDatabase } from '../../../src/adapters/postgres/dump.js';
import type { BackupHead, RowBatch } from '../../../src/application/backup.js';

export const USAGE = { poolSize: 1, connectMs: 5000, answerMs: 30_000 };

/** A dump in memory. */
export interface Content {
  readonly head: BackupHead;
  readonly all: readonly RowBatch[];
  readonly leftOut: readonly string[];
}

export async function contentOf(address: PostgresAddress): Promise<Content> {
  return dumpDatabase(address, async ({ head, batches, leftOut }) => ({
    head: { roost: 'test', ...head },
    all: await gathered(batches),
    leftOut,
  }));
}

async function gathered(batches: AsyncIterable<RowBatch>): Promise<readonly RowBatch[]> {
  const all: RowBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

/** As it is loaded. */
export function batchesOf({ all }: Content): AsyncIterable<RowBatch> {
  return Readable.from(all);
}

/** What is to be the same wherever it is: databases put texts in different orders. */
export function rowsOf({ all }: Content): Readonly<Record<string, readonly string[]>> {
  const tables = new Map<string, string[]>();
  for (const { table, rows } of all) tables.set(table, [...(tables.get(table) ?? []), ...rows].sort());
  return Object.fromEntries(tables);
}

/** Brings an empty database to the schema that the first `count` migrations make. @returns the names of all */
export async function migratedTo(address: PostgresAddress, count: number): Promise<readonly string[]> {
  const dataSource = await dataSourceFor(address, USAGE).initialize();
  const executor = new MigrationExecutor(dataSource);
  const all = await executor.getPendingMigrations();
  for (const migration of all.slice(0, count)) await executor.executeMigration(migration);
  await dataSource.destroy();
  return all.map(({ name }) => name);
}

/** The rows of the last statement, each as an array. */
export async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client(url);
  await client.connect();
  try {
    const results: unknown = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    const last: unknown = Array.isArray(results) ? results.at(-1) : results;
    return typeof last === 'object' && last && 'rows' in last && Array.isArray(last.rows) ? last.rows : [];
  } finally {
    await client.end();
  }
}
