import { execFile, execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

/** Whoever is measured by the CPU time of a request has the first core, whoever asks has the second. */
export const SERVERS_CORE = '0';
export const ASKERS_CORE = '1';
/** Both, as `taskset` says it: for what is measured otherwise. */
export const BOTH_CORES = '0,1';

/** Whether processes can be kept on cores: there are two of them, and `taskset`. */
const CAN_PIN = availableParallelism() > 1 && hasTaskset();

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    // Without it all stay where the kernel puts them: a rougher measurement, but one.
    return false;
  }
}

/** The command that runs a command on some cores. Where that cannot be done: the command. */
export function onCores(cores: string, command: readonly string[]): readonly [string, ...string[]] {
  const [program = '', ...args] = CAN_PIN ? ['taskset', '--cpu-list', cores, ...command] : command;
  return [program, ...args];
}

/** Moves processes that run already, with all their threads. */
export async function moveTo(cores: string, pids: readonly number[]): Promise<void> {
  if (!CAN_PIN) return;
  for (const pid of pids) {
    await promisify(execFile)('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)]);
  }
}
