import type { EntityManager } from 'typeorm';
import type { BackupHead, RowBatch } from '../../application/backup.js';
import type { PostgresAddress } from './data-source.js';
import { quoted, tablesOf, type Table } from './tables.js';
import { appliedMigrations, onWholeDatabase, type WholeDatabase } from './whole-database.js';

/** All that a database held at one moment. */
export interface Dump {
  readonly head: Omit<BackupHead, 'roost'>;
  readonly batches: AsyncIterable<RowBatch>;
  /** Tables that stand beside ours and are not in it. */
  readonly leftOut: readonly string[];
}

/**
 * Reads everything, at one moment, whatever is written meanwhile and whatever schema it has; nothing is changed.
 * @throws Error where no Roost has been, Problem `database_unavailable`
 */
export async function dumpDatabase<T>(
  address: PostgresAddress,
  keep: (dump: Dump) => Promise<T>,
): Promise<T> {
  return onWholeDatabase(address, async (whole) => {
    const names = (await tablesOf(whole.manager)).map(({ name }) => quoted(name));
    return whole.manager.transaction('REPEATABLE READ', async () => {
      await whole.manager.query('SET TRANSACTION READ ONLY');
      // Before the moment is taken: a migration that rewrites a table would leave it empty for who looks at the past.
      if (names.length > 0) await whole.manager.query(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`);
      return keep(await dumpOf(whole));
    });
  });
}

async function dumpOf(whole: WholeDatabase): Promise<Dump> {
  const { manager } = whole;
  const migrations = await appliedMigrations(whole);
  if (migrations.length === 0) throw new Error('there is nothing of Roost in this database');
  const tables = await tablesOf(manager);
  const strangers = await strangersAmong(tables, whole);
  const ours = tables.filter((table) => !strangers.includes(table));
  return {
    head: { at: await timeOf(manager), migrations },
    batches: rowsOfAll(manager, ours),
    leftOut: strangers.map(({ name }) => name),
  };
}

/** Which tables an older or a newer schema has is not known here: then all count as ours. */
async function strangersAmong(tables: readonly Table[], whole: WholeDatabase): Promise<readonly Table[]> {
  const applied = new Set(await appliedMigrations(whole));
  const known = whole.knownMigrations;
  const isOurSchema = applied.size === known.length && known.every((name) => applied.has(name));
  return isOurSchema ? tables.filter(({ name }) => !whole.knownTables.has(name)) : [];
}

async function timeOf(manager: EntityManager): Promise<string> {
  const time = `to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const [row] = await manager.query<{ now: string }[]>(`SELECT ${time} AS now`);
  return row?.now ?? '';
}

async function* rowsOfAll(manager: EntityManager, tables: readonly Table[]): AsyncGenerator<RowBatch> {
  for (const table of tables) yield* rowsOf(manager, table);
}

/** Rows are asked for by so many, or fewer where they are large, so that memory stays flat. */
const MOST_ROWS = 1000;
const FIRST_ROWS = 20;
const WANTED_CHARACTERS = 2_000_000;

async function* rowsOf(manager: EntityManager, { name, columns, key }: Table): AsyncGenerator<RowBatch> {
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  const order = key.length > 0 ? ` ORDER BY ${key.map(quoted).join(', ')}` : '';
  const select = `SELECT json_build_array(${values})::text AS row FROM ${quoted(name)}${order}`;
  await manager.query(`DECLARE dump NO SCROLL CURSOR FOR ${select}`);
  let asked = FIRST_ROWS;
  for (let isDone = false; !isDone;) {
    const rows = (await manager.query<{ row: string }[]>(`FETCH ${asked} FROM dump`)).map(({ row }) => row);
    yield { table: name, columns: columns.map((column) => column.name), rows };
    isDone = rows.length < asked;
    asked = nextOf(asked, rows);
  }
  await manager.query('CLOSE dump');
}

function nextOf(asked: number, rows: readonly string[]): number {
  const characters = rows.reduce((sum, { length }) => sum + length, 1);
  const fitting = Math.floor((rows.length * WANTED_CHARACTERS) / characters);
  return Math.max(1, Math.min(MOST_ROWS, asked * 4, fitting));
}
