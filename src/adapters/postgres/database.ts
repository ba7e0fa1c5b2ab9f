import { Injectable } from '@nestjs/common';
import { MigrationExecutor, type DataSource, type EntityManager } from 'typeorm';
import { Problem } from '../../graph/problem.js';

/** Any number will do, as long as every Roost uses the same. */
const MIGRATION_LOCK = 7_266_846;

/** The one way to PostgreSQL: opens it, brings its schema up to date, and opens transactions. */
@Injectable()
export class Database {
  #dataSource: DataSource | null = null;

  /**
   * Connects and applies pending migrations; instances that start together take turns.
   * @returns the names of the migrations that were applied
   * @throws Problem `database_unavailable` when it may go well later; else whatever needs a person
   */
  async open(dataSource: DataSource): Promise<readonly string[]> {
    return reachable(async () => {
      if (!dataSource.isInitialized) await dataSource.initialize();
      const applied = await migrate(dataSource);
      this.#dataSource = dataSource;
      return applied;
    });
  }

  async close(): Promise<void> {
    await this.#dataSource?.destroy();
    this.#dataSource = null;
  }

  /** For single reads. */
  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return reachable(() => work(this.#open().manager));
  }

  /** The one opener of transactions: inside, nothing but the given manager may be used. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return reachable(() => this.#open().transaction(work));
  }

  #open(): DataSource {
    if (this.#dataSource) return this.#dataSource;
    throw new Problem('database_unavailable', 'the database has not been reached yet: try again soon');
  }
}

async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    // A migration may take as long as it takes, and so may waiting for another instance's.
    await runner.query('SET statement_timeout = 0');
    await runner.query('SET lock_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.query('RESET statement_timeout');
    await runner.query('RESET lock_timeout');
    return applied.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}

async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOutage(error)) throw error;
    throw new Problem('database_unavailable', 'the database does not answer: try again soon');
  }
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (OUTAGE_MESSAGES.test(error.message)) return true;
  return 'code' in error && typeof error.code === 'string' && OUTAGE_CODES.test(error.code);
}

/** What Node says of sockets, and PostgreSQL of itself: classes 08 and 53, 57P0x, time-outs 57014 and 55P03. */
const OUTAGE_CODES =
  /^(ECONN|EPIPE|ENOENT$|ENOTFOUND$|EAI_AGAIN$|ETIMEDOUT$|EHOST|ENET|08|53|57P|57014$|55P03$)/;
/** What `pg` throws without a code. */
const OUTAGE_MESSAGES =
  /^(Connection terminated|timeout (expired|exceeded)|Client has encountered a connection error)/;
