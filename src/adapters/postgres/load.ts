import type { EntityManager } from 'typeorm';
import type { BackupHead, RowBatch } from '../../application/backup.js';
import type { PostgresAddress } from './data-source.js';
import { MIGRATION_LOCK } from './database.js';
import { quoted, tablesOf, type Table } from './tables.js';
import { appliedMigrations, onWholeDatabase, type WholeDatabase } from './whole-database.js';

/** A backup as it is put back. */
export interface Load {
  readonly head: BackupHead;
  readonly batches: AsyncIterable<RowBatch>;
}

/**
 * Fills an empty database, all or nothing. The rows come into the schema that they were read from; the migrations
 * made since then are applied to them afterwards, as they would have been where they come from.
 * @returns the names of those migrations
 * @throws Error that says why it cannot be, Problem `database_unavailable`
 */
export async function loadDatabase(
  address: PostgresAddress,
  { head, batches }: Load,
): Promise<readonly string[]> {
  return onWholeDatabase(address, async (whole) => {
    const { manager, migrations } = whole;
    await refuseNewer(whole, head);
    return manager.transaction(async () => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await refuseFilled(whole);
      await makeSchema(whole, head.migrations);
      await fill(manager, batches);
      const since = await migrations.executePendingMigrations();
      return since.map(({ name }) => name);
    });
  });
}

async function refuseNewer(whole: WholeDatabase, { roost, migrations }: BackupHead): Promise<void> {
  const known = whole.knownMigrations;
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `the backup was made of a newer schema (${unknown.join(', ')}), by Roost ${roost}: restore it with that version or a later one`,
    );
  }
  const newer = (await appliedMigrations(whole)).filter((name) => !known.includes(name));
  if (newer.length === 0) return;
  throw new Error(`a newer Roost has made this database (${newer.join(', ')}): restore with that one`);
}

/** Nobody writes into it from here on. */
async function refuseFilled({ manager, knownTables }: WholeDatabase): Promise<void> {
  const tables = (await tablesOf(manager)).filter(({ name }) => knownTables.has(name));
  if (tables.length === 0) return;
  const names = tables.map(({ name }) => quoted(name));
  await manager.query(`LOCK TABLE ${names.join(', ')} IN ACCESS EXCLUSIVE MODE`);
  const looks = tables.map(({ name }, i) => `EXISTS (SELECT FROM ${quoted(name)}) AS "${i}"`);
  const [found] = await manager.query<Record<string, boolean>[]>(`SELECT ${looks.join(', ')}`);
  const filled = tables.filter((_, i) => found?.[i]).map(({ name }) => name);
  if (filled.length === 0) return;
  throw new Error(
    `the database is not empty, there is something in: ${filled.join(', ')}. ` +
      'Restore into a new database, or with another DATA_DIR, before a server is started on it',
  );
}

/** Makes the schema that these migrations make, of any that is known; the tables are empty. */
async function makeSchema(whole: WholeDatabase, wanted: readonly string[]): Promise<void> {
  const isTooMuch = async () => (await appliedMigrations(whole)).some((name) => !wanted.includes(name));
  while (await isTooMuch()) await whole.migrations.undoLastMigration();
  for (const migration of await whole.migrations.getPendingMigrations()) {
    if (wanted.includes(migration.name)) await whole.migrations.executeMigration(migration);
  }
}

async function fill(manager: EntityManager, batches: AsyncIterable<RowBatch>): Promise<void> {
  const tables = new Map((await tablesOf(manager)).map((table) => [table.name, table]));
  for await (const batch of batches) {
    const table = tables.get(batch.table);
    if (!table) throw new Error(`the backup has a table that Roost has not: ${batch.table}`);
    if (batch.rows.length > 0) await insert(manager, table, batch);
  }
  for (const table of tables.values()) await goOnCounting(manager, table);
}

async function insert(manager: EntityManager, { name, columns }: Table, batch: RowBatch): Promise<void> {
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const values = batch.columns.map((column, i) => {
    const type = types.get(column);
    if (type === undefined) throw new Error(`the backup has a column that Roost has not: ${name}.${column}`);
    return `(row ->> ${i})::${type}`;
  });
  await manager.query(
    `INSERT INTO ${quoted(name)} (${batch.columns.map(quoted).join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${values.join(', ')} FROM json_array_elements($1::json) AS rows (row)`,
    [`[${batch.rows.join(',')}]`],
  );
}

/** What the database numbers goes on behind the last one. */
async function goOnCounting(manager: EntityManager, { name, columns }: Table): Promise<void> {
  for (const { name: column, sequence } of columns) {
    if (sequence === null) continue;
    await manager.query(`SELECT setval($1, (SELECT max(${quoted(column)}) FROM ${quoted(name)}))`, [
      sequence,
    ]);
  }
}
