import { MigrationExecutor, type EntityManager } from 'typeorm';
import { dataSourceFor, type PostgresAddress } from './data-source.js';
import { asProblem } from './database.js';

/** It may be large. */
const AT_LEISURE = { poolSize: 1, connectMs: 5000, answerMs: 600_000 } as const;

/** One connection for work on all that a database holds. */
export interface WholeDatabase {
  readonly manager: EntityManager;
  readonly migrations: MigrationExecutor;
  /** The names of the migrations that are known here. */
  readonly knownMigrations: readonly string[];
  /** The tables of the newest schema that is known here. */
  readonly knownTables: ReadonlySet<string>;
}

/**
 * Connects for one piece of work. Nothing is migrated: the schema is found as it is.
 * @throws Problem `database_unavailable` when it may go well later
 */
export async function onWholeDatabase<T>(
  address: PostgresAddress,
  work: (whole: WholeDatabase) => Promise<T>,
): Promise<T> {
  const dataSource = dataSourceFor(address, AT_LEISURE);
  try {
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    await runner.query(EXACTLY);
    return await work({
      manager: runner.manager,
      migrations: new MigrationExecutor(dataSource, runner),
      knownMigrations: dataSource.migrations.map((one) => one.name ?? one.constructor.name),
      knownTables: new Set(dataSource.entityMetadatas.map(({ tableName }) => tableName)),
    });
  } catch (error) {
    throw asProblem(error);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** Values as text that says all of them, whatever the server's or the role's settings are. */
const EXACTLY = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres';
  SET extra_float_digits = 1; SET bytea_output = 'hex'`;

/** The names of the migrations that made the schema, in the order in which they were applied. */
export async function appliedMigrations({ migrations }: WholeDatabase): Promise<readonly string[]> {
  const newestFirst = await migrations.getExecutedMigrations();
  return newestFirst.map(({ name }) => name).reverse();
}
