import { PinoLog } from '../adapters/log/pino-log.js';
import type { PostgresAddress } from '../adapters/postgres/data-source.js';
import { Database } from '../adapters/postgres/database.js';
import { TypeOrmSourceStates } from '../adapters/postgres/typeorm-source-states.js';
import { TypeOrmTokenStore } from '../adapters/postgres/typeorm-token-store.js';
import { TypeOrmStreamStore } from '../adapters/postgres/typeorm-stream-store.js';
import { TypeOrmWrites } from '../adapters/postgres/typeorm-writes.js';
import type { SourceStates } from '../application/source-states.js';
import type { Log } from '../application/log.js';
import type { StreamStore } from '../application/stream-store.js';
import type { TokenStore } from '../application/token-store.js';
import type { Writes } from '../application/writes.js';
import { settings } from './settings.js';
import { ConfiguredStore } from '../configured-store.js';

export interface OpenStore {
  readonly store: StreamStore;
  readonly tokens: TokenStore;
  readonly writes: Writes;
  readonly states: SourceStates;
  /** Applied just now. */
  readonly migrations: readonly string[];
  readonly log: Log;
}

/** Opens the database that the settings name, its schema up to date, for one command. */
export async function withStore<T>(work: (open: OpenStore) => Promise<T>): Promise<T> {
  // Standard output is for what was asked for.
  const log = new PinoLog('error', 2);
  const database = new Database();
  const connection = new ConfiguredStore(settings(), database, log);
  try {
    const migrations = await connection.open();
    const store = TypeOrmStreamStore.on(database);
    const tokens = new TypeOrmTokenStore(database);
    const [writes, states] = [TypeOrmWrites.on(database), new TypeOrmSourceStates(database)];
    return await work({ store, tokens, writes, states, migrations, log });
  } finally {
    await connection.close();
  }
}

/** Opens the database that the settings name, whatever its schema is, for work on all of it. */
export async function withAddress<T>(
  work: (address: PostgresAddress) => Promise<T>,
  { mustBeThere = false } = {},
): Promise<T> {
  const connection = new ConfiguredStore(settings(), new Database(), new PinoLog('error', 2));
  try {
    return await work(await connection.address(mustBeThere));
  } finally {
    await connection.close();
  }
}

/** For `--help` of what opens the database. */
export const DATABASE_HELP =
  'Works on the database of DATABASE_URL, else on the embedded one in DATA_DIR, whose server must be stopped first.';
