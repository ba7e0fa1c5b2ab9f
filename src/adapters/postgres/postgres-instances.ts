import { Instances } from '../../application/instances.js';
import { Log, thrown } from '../../application/log.js';
import { UnshakenClient } from './unshaken-client.js';

/** Any number but those of the other locks. */
const DUTY_LOCK = 7_266_849;
/** Where changes are told of. */
export const CHANGES = 'roost_changes';

const PATIENCE_MS = 3000;
/** Whoever says nothing for so long is taken for dead, be it frozen or behind a cut line: its lock goes. */
const SILENCE = '7s';

/**
 * One connection of its own, that listens for changes and holds the advisory lock of the duty. Both go with the
 * connection: the lock is free for another instance as soon as the database sees it end.
 */
export class PostgresInstances extends Instances {
  readonly #listeners: (() => void)[] = [];
  #client: UnshakenClient | null = null;
  #onDuty = false;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {
    super();
  }

  override get onDuty(): boolean {
    return this.#onDuty;
  }

  override async takeDuty(): Promise<boolean> {
    try {
      const client = (this.#client ??= await this.#connect());
      if (this.#onDuty) await client.query('SELECT 1');
      if (!this.#onDuty) this.#onDuty = await takeLock(client);
    } catch (error) {
      this.log.debug('the other instances cannot be heard', thrown(error));
      this.#drop();
    }
    return this.#onDuty;
  }

  override onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  override close(): Promise<void> {
    this.#closed = true;
    this.#drop();
    return Promise.resolve();
  }

  async #connect(): Promise<UnshakenClient> {
    const client = new UnshakenClient({
      ...{ connectionString: this.url, application_name: 'roost', keepAlive: true },
      ...{ connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS },
    });
    client.on('end', () => this.#forget(client));
    client.on('notification', () => this.#tell());
    try {
      await client.connect();
      await client.query(`SET idle_session_timeout = '${SILENCE}'`);
      await client.query(`LISTEN ${CHANGES}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    // What was said while nobody listened.
    this.#tell();
    return client;
  }

  #tell(): void {
    if (!this.#closed) for (const listener of this.#listeners) listener();
  }

  #forget(client: UnshakenClient): void {
    if (this.#client === client) this.#drop();
  }

  /** Does not wait: a database that says nothing would not say goodbye either. */
  #drop(): void {
    const client = this.#client;
    [this.#client, this.#onDuty] = [null, false];
    void client?.end().catch(() => undefined);
  }
}

async function takeLock(client: UnshakenClient): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    DUTY_LOCK,
  ]);
  return rows[0]?.taken ?? false;
}
