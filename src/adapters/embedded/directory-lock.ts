/** A lock on a directory that dies with its process, needs no pid and holds between containers of one machine. */
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Everyone who wants the lock listens on a unix socket of their own in its folder, and then has it if nobody else there
 * answers. Of two at the same time at least one sees the other, so never both have it; a single well-known socket could
 * not promise that, because two who find it stale can each remove the other's new one.
 */
export class DirectoryLock {
  /** How long the names in the lock's folder are. */
  static readonly nameLength = 8;

  private constructor(private readonly server: Server) {}

  /** Takes the lock kept in `folder`, or answers undefined when somebody else has it. */
  static async take(folder: string): Promise<DirectoryLock | undefined> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const name = randomBytes(4).toString('hex');
      const server = await listen(join(folder, name));
      if (await prevails(folder, name)) return new DirectoryLock(server);
      await close(server);
      await wait(randomInt(longestPauseMs));
    }
    return undefined;
  }

  /** Gives the lock back. */
  async release(): Promise<void> {
    await close(this.server);
  }
}

// Contenders of the same moment all withdraw, and meet again only by chance.
const attempts = 4;
const longestPauseMs = 100;

async function prevails(folder: string, name: string): Promise<boolean> {
  const others = (await readdir(folder))
    .filter((other) => other !== name)
    .map((other) => join(folder, other));
  if ((await Promise.all(others.map(isAlive))).includes(true)) return false;
  // An earlier holder may have removed this name between its bind and its listen, when it looked dead.
  if (!(await readdir(folder)).includes(name)) return false;
  // Only by the holder, and names are never used twice: this cannot hit a name that somebody holds the lock with.
  await Promise.all(others.map((dead) => rm(dead, { force: true })));
  return true;
}

async function isAlive(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    // Any other error, such as a full backlog, is no proof of death.
    return !(hasCode(error, 'ECONNREFUSED') || hasCode(error, 'ENOENT'));
  } finally {
    socket.destroy();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function listen(path: string): Promise<Server> {
  const server = createServer((caller) => caller.destroy());
  server.listen(path);
  await once(server, 'listening');
  return server.unref();
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
