import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { MigrationExecutor, type DataSource, type EntityManager } from 'typeorm';
import { Problem } from '../../graph/problem.js';
import { dataSourceFor, type PostgresAddress, type Usage } from './data-source.js';

/** Whoever changes the schema holds it. Any number will do, as long as every Roost uses the same. */
export const MIGRATION_LOCK = 7_266_846;

/** A migration may take long, and so may waiting for another instance's. */
const FOR_MIGRATIONS = { poolSize: 1, connectMs: 5000, answerMs: 600_000 } as const;

/** So long a migration may wait for a table that is in use, as by a backup. */
const TABLE_LOCK = '2s';

/** For a database that says nothing any more, not even goodbye. */
const GOODBYE_MS = 2000;

/** The one way to PostgreSQL: opens it, brings its schema up to date, and opens transactions. */
@Injectable()
export class Database {
  #connect: (() => Promise<DataSource>) | null = null;
  #dataSource: Promise<DataSource> | null = null;
  #current: DataSource | null = null;

  /**
   * Connects and applies pending migrations; instances that start together take turns.
   * @returns the names of the migrations that were applied
   * @throws Problem `database_unavailable` when it may go well later; else whatever needs a person
   */
  async open(address: PostgresAddress, usage: Usage): Promise<readonly string[]> {
    try {
      const applied = await migrate(dataSourceFor(address, FOR_MIGRATIONS));
      this.#connect = () => dataSourceFor(address, usage).initialize();
      await this.#connected();
      return applied;
    } catch (error) {
      throw asProblem(error);
    }
  }

  async close(): Promise<void> {
    this.#connect = null;
    await Promise.race([this.#drop(), setTimeout(GOODBYE_MS, undefined, { ref: false })]);
  }

  /** For single reads. */
  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.#reaching((dataSource) => work(dataSource.manager));
  }

  /** The one opener of transactions: inside, nothing but the given manager may be used. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.#reaching((dataSource) => dataSource.transaction(work));
  }

  async #reaching<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    let dataSource: DataSource | null = null;
    try {
      dataSource = await this.#connected();
      return await work(dataSource);
    } catch (error) {
      // `pg` would go on waiting on that connection for ever, and for its end: all of them are made anew.
      if (isSilence(error) && dataSource === this.#current) void this.#drop();
      throw asProblem(error);
    }
  }

  async #connected(): Promise<DataSource> {
    if (!this.#connect) throw new Problem('database_unavailable', 'the database has not been reached yet');
    this.#dataSource ??= this.#connect();
    try {
      this.#current = await this.#dataSource;
      return this.#current;
    } catch (error) {
      this.#dataSource = null;
      throw error;
    }
  }

  /** Never throws: what cannot be closed is gone already. */
  async #drop(): Promise<void> {
    const dropped = this.#dataSource;
    [this.#dataSource, this.#current] = [null, null];
    await dropped?.then((dataSource) => dataSource.destroy()).catch(() => undefined);
  }
}

async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  await dataSource.initialize();
  try {
    const runner = dataSource.createQueryRunner();
    const executor = new MigrationExecutor(dataSource, runner);
    // Whoever has nothing to change waits for nobody who has.
    if ((await executor.getPendingMigrations()).length === 0) return [];
    // The lock is held by the connection, and goes with it.
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // All others would have to wait behind one who waits for a table: better to try again.
    await runner.query(`SET lock_timeout = '${TABLE_LOCK}'`);
    const applied = await executor.executePendingMigrations();
    return applied.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

export function asProblem(cause: unknown): unknown {
  if (!isOutage(cause)) return cause;
  return new Problem('database_unavailable', 'the database does not answer: try again soon', { cause });
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (OUTAGE_MESSAGES.test(error.message)) return true;
  return 'code' in error && typeof error.code === 'string' && OUTAGE_CODES.test(error.code);
}

/**
 * What Node says of sockets, and PostgreSQL of itself: classes 08 and 53, 57P0x, time-outs 57014 and 55P03, and that it
 * can be read only, as during a failover.
 */
const OUTAGE_CODES =
  /^(ECONN|EPIPE|ENOENT$|ENOTFOUND$|EAI_AGAIN$|ETIMEDOUT$|EHOST|ENET|08|53|57P|57014$|55P03$|25006$)/;
/** What `pg` and TypeORM throw without a code when a connection is lost under them. */
const OUTAGE_MESSAGES =
  /^(Connection (terminated|ended)|timeout (expired|exceeded)|Query read timeout|Client (has encountered|was closed)|Query runner already released|Cannot use a pool after|Connection is not established|Driver not Connected|Database connection provided by a query runner)/;
