import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `utime` and `stime` count in: USER_HZ, 100 on every architecture that node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that a process has used so far, all its threads together, in its own code and in the
 * kernel's. Seen from outside, so that the process needs no code for it; in steps of 10 ms.
 * @see proc_pid_stat(5)
 */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is the name in brackets, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** @throws Error where CPU time cannot be read */
export function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new Error(`CPU time is read from /proc, which ${process.platform} does not have: use Linux`);
}

/** The share of a core, 0 and up, that a process uses while nobody asks it anything. */
export async function idleShare(pid: number, seconds: number): Promise<number> {
  const start = performance.now();
  const before = cpuSeconds(pid);
  await sleep(seconds * 1000);
  return (cpuSeconds(pid) - before) / ((performance.now() - start) / 1000);
}

/** Waits until a process has nothing left to do from its start: under a tenth of a core. */
export async function cameToRest(pid: number, patienceSeconds: number): Promise<void> {
  const end = performance.now() + patienceSeconds * 1000;
  while (performance.now() < end) {
    if ((await idleShare(pid, 1)) < 0.1) return;
  }
  throw new Error(`process ${pid} does not come to rest within ${patienceSeconds} s of its start`);
}
