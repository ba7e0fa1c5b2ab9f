/** PGlite as Roost runs it: durable, small in memory, tidied up now and then, and loud when it dies. */
import { PGlite, protocol } from '@electric-sql/pglite';
import { DurableFileSystem } from './durable-file-system.js';

/** How a database is opened. */
export interface Tending {
  /** The folder of the database files. */
  readonly folder: string;
  /** Called with the reason when the database does not start, or can answer no further query. */
  readonly onDeath: (reason: string) => void;
  /** How long to wait from one VACUUM and CHECKPOINT to the next; an hour when absent. */
  readonly tidyEveryMs?: number;
}

/** PGlite for {@link PGLiteSocketServer}, which hands every message of every connection to `execProtocolRawStream`. */
export class TendedPGlite extends PGlite {
  private readonly tidyEveryMs: number;
  private tidyAt: number;
  private readonly die: (error: unknown) => void;

  constructor({ folder, onDeath, tidyEveryMs = 3_600_000 }: Tending) {
    let lastWords: string | undefined;
    const die = (error: unknown) => onDeath(lastWords ?? String(error));
    super({
      fs: new DurableFileSystem(folder, () => die('PostgreSQL aborted')),
      startParams,
      initDbStartParams,
      onStderr: (line) => {
        lastWords = /(?:PANIC|FATAL): .*/.exec(line)?.[0] ?? lastWords;
        return false;
      },
    });
    this.die = die;
    this.waitReady.catch(die);
    this.tidyEveryMs = tidyEveryMs;
    this.tidyAt = Date.now() + tidyEveryMs;
  }

  override async execProtocolRawStream(...[message, options]: Parameters<PGlite['execProtocolRawStream']>) {
    try {
      await super.execProtocolRawStream(message, options);
      if (this.isTimeToTidy(message)) await this.tidy();
    } catch (error) {
      // The socket server's queue stands still for ever after a query that throws.
      this.die(error);
      throw error;
    }
  }

  // Only between two batches of a connection: the simple query of a VACUUM would drop the unnamed statement of an open
  // one, and be part of an open transaction.
  private isTimeToTidy(message: Uint8Array): boolean {
    if (Date.now() < this.tidyAt) return false;
    return endsOfBatches.includes(message[0]) && !this.isInTransaction();
  }

  // A lone PostgreSQL has neither autovacuum nor a checkpointer: the write-ahead log would grow until the next restart.
  private async tidy(): Promise<void> {
    this.tidyAt = Date.now() + this.tidyEveryMs;
    for (const statement of ['VACUUM (ANALYZE)', 'CHECKPOINT']) {
      await super.execProtocolRawStream(protocol.serialize.query(statement), { onRawData: () => {} });
    }
  }
}

const endsOfBatches: readonly (number | undefined)[] = ['Q'.charCodeAt(0), 'S'.charCodeAt(0)];

// 4 MB of buffers instead of 128 keep a start below 200 MB of memory. The file system can fsync but not fdatasync.
const settings = ['-c', 'shared_buffers=4MB', '-c', 'wal_sync_method=fsync', '-c', 'max_wal_size=64MB'];

// -F is `fsync=off`.
const startParams = [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...settings];

// Small files make a small image in memory while the database is created.
const initDbStartParams = ['--wal-segsize=1', '-c', 'shared_buffers=4MB'];
