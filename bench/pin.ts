import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

/**
 * Keeps processes from wandering between cores: those that are compared share the first one, whoever
 * asks them has the second. Without `taskset`, or with one core, all stay where they are.
 * @returns whether it was done
 */
export async function pin(compared: readonly number[], asking: readonly number[]): Promise<boolean> {
  if (availableParallelism() < 2) return false;
  try {
    for (const pid of compared) await pinTo(0, pid);
    for (const pid of asking) await pinTo(1, pid);
    return true;
  } catch {
    return false;
  }
}

async function pinTo(core: number, pid: number): Promise<void> {
  await promisify(execFile)('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)]);
}
