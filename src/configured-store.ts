import { holdsDatabase } from './adapters/embedded/data-directory.js';
import { EmbeddedDatabase } from './adapters/embedded/embedded-database.js';
import type { PostgresAddress, Usage } from './adapters/postgres/data-source.js';
import { Database } from './adapters/postgres/database.js';
import { thrown, type Log } from './application/log.js';
import { StoreConnection } from './application/store-connection.js';
import type { Config } from './config.js';

const USAGE: Usage = { poolSize: 10, connectMs: 5000, answerMs: 5000 };

/**
 * Its connections share one session: a second one could see into the first one's transaction. So they
 * wait for each other, and a large import may take its time.
 */
const EMBEDDED_USAGE: Usage = { poolSize: 1, connectMs: 60_000, answerMs: 60_000 };

/** Opens the database that the settings name: PostgreSQL, or the embedded one. */
export class ConfiguredStore extends StoreConnection {
  readonly #closed = new AbortController();
  #embedded: EmbeddedDatabase | null = null;

  constructor(
    private readonly config: Pick<Config, 'databaseUrl' | 'dataDir'>,
    private readonly database: Database,
    private readonly log: Log,
  ) {
    super();
  }

  override async open(): Promise<readonly string[]> {
    const { databaseUrl, dataDir } = this.config;
    const applied =
      databaseUrl === null
        ? await this.database.open(await this.#embeddedAddress(dataDir), EMBEDDED_USAGE)
        : await this.database.open({ url: databaseUrl }, USAGE);
    if (applied.length > 0) this.log.info('migrations applied', { applied });
    return applied;
  }

  /**
   * Where the database is, for those who open it themselves; starts the embedded one.
   * @throws Error when the embedded one is not there but must be
   */
  async address(mustBeThere: boolean): Promise<PostgresAddress> {
    const { databaseUrl, dataDir } = this.config;
    if (databaseUrl !== null) return { url: databaseUrl };
    if (mustBeThere && !holdsDatabase(dataDir)) {
      throw new Error(`there is no embedded database in ${dataDir}: say DATA_DIR or DATABASE_URL`);
    }
    return this.#embeddedAddress(dataDir);
  }

  /** Ends a start that is under way, too. */
  override async close(): Promise<void> {
    this.#closed.abort();
    await this.database.close();
    await this.#embedded?.stop();
    this.#embedded = null;
  }

  async #embeddedAddress(dataDir: string): Promise<PostgresAddress> {
    this.#embedded ??= await this.#startEmbedded(dataDir);
    return this.#embedded.connection;
  }

  async #startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
    const onFirstStart = () =>
      this.log.info('making the embedded database, this takes some seconds', { dataDir });
    const database = await EmbeddedDatabase.start(dataDir, onFirstStart, this.#closed.signal);
    database.onExit((reason) =>
      this.log.error('what is served stays served, but changes need a restart', thrown(reason)),
    );
    return database;
  }
}
