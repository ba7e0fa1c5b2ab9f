import { EmbeddedDatabase } from './adapters/embedded/embedded-database.js';
import { dataSourceFor } from './adapters/postgres/data-source.js';
import { Database } from './adapters/postgres/database.js';
import type { Log } from './application/log.js';
import { StoreConnection } from './application/store-connection.js';
import type { Config } from './config.js';

/** Connections at a time to a PostgreSQL of its own. */
const POOL_SIZE = 10;

/** Opens the database that the settings name: PostgreSQL, or the embedded one. */
export class ConfiguredStore extends StoreConnection {
  #embedded: EmbeddedDatabase | null = null;

  constructor(
    private readonly config: Pick<Config, 'databaseUrl' | 'dataDir'>,
    private readonly database: Database,
    private readonly log: Log,
  ) {
    super();
  }

  override async open(): Promise<readonly string[]> {
    const applied = await this.database.open(await this.#dataSource());
    if (applied.length > 0) this.log.info('migrations applied', { applied });
    return applied;
  }

  override async close(): Promise<void> {
    await this.database.close();
    await this.#embedded?.stop();
    this.#embedded = null;
  }

  async #dataSource() {
    const { databaseUrl, dataDir } = this.config;
    if (databaseUrl !== null) return dataSourceFor({ url: databaseUrl }, POOL_SIZE);
    const onFirstStart = () =>
      this.log.info('making the embedded database, this takes some seconds', { dataDir });
    this.#embedded ??= await EmbeddedDatabase.start(dataDir, onFirstStart);
    // Its connections share one session: a second one could see into the first one's transaction.
    return dataSourceFor(this.#embedded.connection, 1);
  }
}
