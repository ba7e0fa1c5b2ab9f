import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `utime` and `stime` count in: USER_HZ, 100 on every architecture that node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that processes have used so far, all their threads together, in their own code and in the
 * kernel's. Seen from outside, so that no process needs code for it; in steps of 10 ms.
 * @see proc_pid_stat(5)
 */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + secondsIn(`/proc/${pid}/stat`), 0);
}

/** The same for each thread by itself, by its number. */
export function threadSeconds(pids: readonly number[]): ReadonlyMap<string, number> {
  const threads = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((thread) => [pid, thread] as const),
  );
  return new Map(threads.map(([pid, thread]) => [thread, secondsIn(`/proc/${pid}/task/${thread}/stat`)]));
}

function secondsIn(path: string): number {
  const fields = statFields(readFileSync(path, 'latin1'));
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The share of the busiest thread in what all have used between two looks, 0 to 1. */
export function busiestShare(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): number {
  const used = [...after].map(([thread, seconds]) => seconds - (before.get(thread) ?? 0));
  return Math.max(...used) / used.reduce((sum, one) => sum + one, 0);
}

/**
 * Seconds that the main threads of processes were ready to run and something else had their core.
 * @see the kernel's sched-stats.rst: `/proc/<pid>/schedstat` has nanoseconds on the core, then in the queue
 */
export function waitedSeconds(pids: readonly number[]): number {
  const waited = (pid: number) =>
    Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1e9;
  return pids.reduce((sum, pid) => sum + waited(pid), 0);
}

/** The fields of `/proc/<pid>/stat` from the state on: before it is a name in brackets, which may hold anything. */
export function statFields(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** @throws Error where CPU time cannot be read */
export function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new Error(`CPU time is read from /proc, which ${process.platform} does not have: use Linux`);
}

/** Waits until processes have nothing left to do from their start: under a tenth of a core for a second. */
export async function cameToRest(pids: readonly number[], patienceSeconds: number): Promise<void> {
  const end = performance.now() + patienceSeconds * 1000;
  while (performance.now() < end) {
    const before = cpuSeconds(pids);
    await sleep(1000);
    if (cpuSeconds(pids) - before < 0.1) return;
  }
  throw new Error(
    `process ${pids.join(', ')} does not come to rest within ${patienceSeconds} s of its start`,
  );
}
