import { readdir, readFile, readlink } from 'node:fs/promises';
import { pause } from './clock.js';

/** The system's table is read in pieces while it changes: a line can be missed. */
const ATTEMPTS = 4;

/** Two ends of a connection on this machine. */
export interface Connection {
  readonly port: number;
  readonly serverPort: number;
}

/**
 * The process that has made a connection: instances look the same to the upstream, and which of them asks is what
 * is to be known.
 * @param candidates who it may be
 * @returns `null` where it cannot be found
 */
export async function ownerOf(connection: Connection, candidates: readonly number[]): Promise<number | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const inode = await inodeOf(connection);
    for (const pid of inode === null ? [] : candidates) if (await holds(pid, `socket:[${inode}]`)) return pid;
    await pause(50);
  }
  return null;
}

/** In the table the ports are the last four digits of each side, in hexadecimal. */
async function inodeOf({ port, serverPort }: Connection): Promise<string | null> {
  const hex = (one: number) => one.toString(16).toUpperCase().padStart(4, '0');
  const table = await readFile('/proc/net/tcp', 'utf8');
  const line = table.split('\n').find((one) => one.includes(`:${hex(port)} 0100007F:${hex(serverPort)} `));
  const inode = line?.trim().split(/\s+/)[9];
  return inode === undefined || inode === '0' ? null : inode;
}

async function holds(pid: number, name: string): Promise<boolean> {
  try {
    const files = await readdir(`/proc/${pid}/fd`);
    const targets = await Promise.all(
      files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
    );
    return targets.includes(name);
  } catch {
    // It has ended meanwhile, or is another user's.
    return false;
  }
}
