/** The data directory on disk: who may use it, where the database files lie and where its socket is. */
import { existsSync } from 'node:fs';
import { access, chmod, constants, mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DirectoryLock } from './directory-lock.js';
import { EmbeddedDatabaseInUse } from './embedded-database-in-use.js';
import { shortPath, type ShortPath } from './short-path.js';

/**
 * A data directory that nobody else has open. `pglite` in it is the database, `pglite.new` one whose creation was cut
 * short, `run` the folder of the socket, and `roost.lock` the lock.
 */
export class DataDirectory {
  private constructor(
    private readonly path: string,
    private readonly short: ShortPath,
    private readonly lock: DirectoryLock,
  ) {}

  /**
   * Creates the directory when it is missing, and locks it.
   *
   * @throws EmbeddedDatabaseInUse when somebody else has it open
   */
  static async open(dataDir: string): Promise<DataDirectory> {
    const path = await usableDirectory(dataDir);
    const short = await shortPath(path, longestAddition);
    try {
      const lock = await DirectoryLock.take(join(short.path, lockName));
      if (!lock) throw new EmbeddedDatabaseInUse(path);
      return new DataDirectory(path, short, lock);
    } catch (error) {
      await short.remove();
      throw error;
    }
  }

  /** The folder of the database's files; on the first start `create` fills it, and it appears when that is complete. */
  async databaseFolder(create: (folder: string) => Promise<void>): Promise<string> {
    const folder = join(this.path, databaseName);
    const unfinished = `${folder}.new`;
    await rm(unfinished, { recursive: true, force: true });
    if (existsSync(folder)) return folder;
    await mkdir(unfinished, { mode: 0o700 });
    await create(unfinished);
    await rename(unfinished, folder);
    await flush(this.path);
    return folder;
  }

  /** A folder for the server's socket that only this user can enter, without what a killed server left there. */
  async socketFolder(): Promise<string> {
    const folder = join(this.short.path, runName);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    await rm(join(folder, socketName), { force: true });
    return folder;
  }

  /** Leaves the directory to others. */
  async close(): Promise<void> {
    await this.lock.release();
    await this.short.remove();
  }
}

/** Whether a database has been made there before. */
export function holdsDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, databaseName));
}

/** What clients of PostgreSQL call the socket of a server at the default port. */
export const socketName = '.s.PGSQL.5432';

const databaseName = 'pglite';
const runName = 'run';
const lockName = 'roost.lock';
const longestAddition = Math.max(
  `/${runName}/${socketName}`.length,
  `/${lockName}/`.length + DirectoryLock.nameLength,
);

async function usableDirectory(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return path;
  } catch (cause) {
    throw new Error(`the data directory ${path} cannot be created or written: ${String(cause)}`, { cause });
  }
}

async function flush(directory: string): Promise<void> {
  const handle = await open(directory);
  await handle.sync();
  await handle.close();
}
