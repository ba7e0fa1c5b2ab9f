import { readFileSync } from 'node:fs';

/** For files, the database and what else needs a descriptor. */
const RESERVE = 256;

/**
 * How many connections each port can have.
 * @param most as many as are wanted
 * @param mostFiles how many files this process may have open; `null` where nobody knows
 */
export function affordable(most: number, ports: number, mostFiles: number | null): number {
  if (mostFiles === null) return most;
  return Math.max(1, Math.min(most, Math.floor((mostFiles - RESERVE) / ports) - RESERVE));
}

/** As Linux says; node has raised the soft limit to the hard one by then. `null` where it cannot be told. */
export function mostOpenFiles(): number | null {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}
