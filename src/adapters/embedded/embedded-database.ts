/** PostgreSQL without a PostgreSQL: PGlite in a worker thread, behind a unix socket. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataDirectory, socketName } from './data-directory.js';
import { DatabaseThread, workerPath } from './database-thread.js';

/** What `pg` needs to connect. */
export interface EmbeddedConnection {
  /** The folder of the unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/**
 * A running embedded database. All connections to it share one session of PostgreSQL and their messages interleave:
 * a pool may hold one connection only (`poolSize: 1`), and there is no LISTEN and NOTIFY between connections.
 */
export class EmbeddedDatabase {
  private stopped: Promise<void> | undefined;

  private constructor(
    /** Where it listens. */
    readonly connection: EmbeddedConnection,
    private readonly thread: DatabaseThread,
    private readonly directory: DataDirectory,
  ) {}

  /**
   * Opens the database in `dataDir`; creates it on the first start, which takes some seconds, after `onFirstStart`.
   *
   * @throws EmbeddedDatabaseInUse when somebody else has it open
   * @throws the signal's reason when it is aborted before the database has started
   */
  static async start(
    dataDir: string,
    onFirstStart: () => void = () => {},
    signal?: AbortSignal,
  ): Promise<EmbeddedDatabase> {
    const directory = await DataDirectory.open(dataDir);
    try {
      const folder = await directory.databaseFolder(async (newFolder) => {
        onFirstStart();
        await create(newFolder, signal);
      });
      const host = await directory.socketFolder();
      const thread = await serve(folder, join(host, socketName), signal);
      return new EmbeddedDatabase({ host, ...login }, thread, directory);
    } catch (error) {
      await directory.close();
      throw error;
    }
  }

  /** Calls `listener` with the reason when the database ends by itself; nothing but a new start helps then. */
  onExit(listener: (reason: Error) => void): void {
    void this.thread.ended.then((reason) => {
      if (!this.stopped) listener(reason);
    });
  }

  /** Closes the database and leaves its directory to others. Can be called again, also after it ended by itself. */
  stop(): Promise<void> {
    this.stopped ??= this.thread.stop().then(() => this.directory.close());
    return this.stopped;
  }
}

const login = { port: 5432, user: 'postgres', database: 'postgres' } as const;

// In a process of its own: creating takes hundreds of megabytes, which go with the process.
async function create(folder: string, signal?: AbortSignal): Promise<void> {
  const options = { env: {}, ...(signal && { signal }) };
  try {
    await promisify(execFile)(process.execPath, [workerPath, folder], options);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

async function serve(folder: string, socket: string, signal?: AbortSignal): Promise<DatabaseThread> {
  const thread = new DatabaseThread(folder, socket);
  await thread.untilReady(signal);
  return thread;
}
