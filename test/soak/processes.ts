import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';

/**
 * The processes whose working directory is in a folder: that is how those of the soak are known, whoever started
 * them. PostgreSQL's go to its data directory, and servers are started in theirs.
 */
export function processesIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => `${workingDirectory(pid)}/`.startsWith(`${folder}/`));
}

/** Empty for one that has ended meanwhile, or is another user's. */
function workingDirectory(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Sends a signal to whoever is still there. */
export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/**
 * A process that outlives us, however we end, and then leaves nothing behind: it waits for the end of its input.
 * @returns what ends it when all is cleaned up already
 */
export function leaveJanitor(folder: string): () => void {
  const janitor = spawn('/bin/sh', ['-c', JANITOR], {
    detached: true,
    cwd: '/',
    env: { PATH: process.env.PATH, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  janitor.unref();
  return () => janitor.stdin.end();
}

const JANITOR = `
  trap '' INT TERM HUP
  cat >/dev/null
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/cwd")/" in "$FOLDER"/*) kill -9 "\${process#/proc/}" ;; esac
  done
  rm -rf "$FOLDER"
`;
