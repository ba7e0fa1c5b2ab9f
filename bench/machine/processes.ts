import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { statFields } from './cpu.js';

/** A process and all that it has started, as they are now. */
export function familyOf(pid: number): readonly number[] {
  const parents = new Map(allProcesses().map((one) => [one, parentOf(one)]));
  const family = [pid];
  for (const member of family) {
    family.push(...[...parents].filter(([, parent]) => parent === member).map(([child]) => child));
  }
  return family;
}

/** The processes of this machine that listen on a TCP port; none where they are not ours to look at. */
export function listenersOn(port: number): readonly number[] {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => textOf(path));
  const sockets = new Set(
    tables.flatMap((table) => listeningInodes(table, port)).map((one) => `socket:[${one}]`),
  );
  return sockets.size === 0 ? [] : allProcesses().filter((pid) => holdsAny(pid, sockets));
}

const LISTENING = '0A';

/**
 * The inodes of the sockets in a table of the kernel's that listen on a port.
 * @see proc_net_tcp(5): ports are hexadecimal, the state is the fourth field, the inode the tenth
 */
export function listeningInodes(table: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    return local?.endsWith(suffix) && state === LISTENING && inode !== undefined ? [inode] : [];
  });
}

/** Resident memory of a process, in MiB. */
export function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? NaN) / 1024;
}

function allProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number {
  return Number(statFields(textOf(`/proc/${pid}/stat`))[1] ?? 0);
}

/** Empty for a process that has ended meanwhile. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function holdsAny(pid: number, names: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((file) => names.has(linkOf(`/proc/${pid}/fd/${file}`)));
  } catch {
    // It has ended meanwhile, or is another user's.
    return false;
  }
}

/** Files are closed while one looks. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
