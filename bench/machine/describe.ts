import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** What a run was made with. */
export interface Surroundings {
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly linux: string;
  readonly node: string;
  /** With `-dirty` behind it where files differ from it; `null` outside a repository. */
  readonly commit: string | null;
  /** Of the last minute, before the run: more than next to nothing means that others use the machine, too. */
  readonly load_average: number;
}

export function describeSurroundings(): Surroundings {
  const [processor] = cpus();
  return {
    date: new Date().toISOString(),
    processor: processor?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    linux: release(),
    node: process.version,
    commit: commit(),
    load_average: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}

function commit(): string | null {
  try {
    const args = ['describe', '--always', '--dirty', '--exclude', '*'];
    return execFileSync('git', args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    // An unpacked archive, or no git: the run counts all the same.
    return null;
  }
}
