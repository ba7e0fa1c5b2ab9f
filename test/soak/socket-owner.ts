import { readdir, readFile, readlink } from 'node:fs/promises';
import { pause } from './clock.js';

/** The system's table is read in pieces while it changes: a line can be missed. */
const ATTEMPTS = 10;

/**
 * The process at the other end of a connection on this machine: instances look the same to the upstream, and which
 * of them asks is what is to be known. @returns `null` where it cannot be found
 */
export async function ownerOf(port: number, serverPort: number): Promise<number | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const owner = await lookUp(port, serverPort);
    if (owner !== null) return owner;
    await pause(50);
  }
  return null;
}

async function lookUp(port: number, serverPort: number): Promise<number | null> {
  const inode = await inodeOf(port, serverPort);
  if (inode === null) return null;
  for (const pid of await readdir('/proc')) {
    if (/^\d+$/.test(pid) && (await holds(pid, inode))) return Number(pid);
  }
  return null;
}

/** In the table the ports are the last four digits of each side, in hexadecimal. */
async function inodeOf(port: number, serverPort: number): Promise<string | null> {
  const hex = (one: number) => one.toString(16).toUpperCase().padStart(4, '0');
  const table = await readFile('/proc/net/tcp', 'utf8');
  const line = table.split('\n').find((one) => one.includes(`:${hex(port)} 0100007F:${hex(serverPort)} `));
  const inode = line?.trim().split(/\s+/)[9];
  return inode === undefined || inode === '0' ? null : inode;
}

async function holds(pid: string, inode: string): Promise<boolean> {
  try {
    const files = await readdir(`/proc/${pid}/fd`);
    const targets = await Promise.all(
      files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
    );
    return targets.includes(`socket:[${inode}]`);
  } catch {
    // It has ended meanwhile, or is another user's.
    return false;
  }
}
