import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Address } from './address.js';
import type { Poll } from './poll.js';

const run = promisify(execFile);

// A script of wrk's: nothing compiles it, so it stays where it is written.
const SCRIPT = join(import.meta.dirname, '../../../bench/load/poll.lua');

/** What wrk is told to do: keep-alive, each connection asks again when it has its answer. */
export interface WrkJob {
  readonly address: Address;
  readonly poll: Poll;
  readonly connections: number;
  /** A whole number, 1 or more. */
  readonly seconds: number;
}

/** What wrk says in the end. */
export interface WrkReport {
  readonly answered: number;
  /** Of heads and bodies, those of answers that were cut off by the end, too. */
  readonly bytes: number;
  readonly seconds: number;
  /** Answers with a status of 400 or more. */
  readonly refused: number;
  /** Connections that failed, and answers that took over ten seconds. */
  readonly lost: number;
}

export async function hasWrk(): Promise<boolean> {
  // It has no option that ends well: without a URL it prints its version and ends with 1.
  const { code } = await run('wrk', ['--version']).then(
    () => ({ code: 0 }),
    (error: unknown) => ({ code: error instanceof Error && 'code' in error ? error.code : null }),
  );
  return code !== 'ENOENT';
}

/** @throws Error where wrk does not end well */
export async function runWrk({ address, poll, connections, seconds }: WrkJob): Promise<WrkReport> {
  const { stdout } = await run('wrk', [
    ...['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`],
    ...['--timeout', '10s', '--script', SCRIPT, `http://${address.host}:${address.port}/`],
    ...['--', poll.before, poll.after, String(randomInt(2 ** 31))],
  ]);
  return readWrkReport(stdout);
}

/** @throws Error where our script's line is missing */
export function readWrkReport(output: string): WrkReport {
  const numbers = /^bench: (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(output)?.slice(1).map(Number);
  const [answered, bytes, microseconds, refused, lost] = numbers ?? [];
  if (answered === undefined || bytes === undefined || microseconds === undefined) {
    throw new Error(`wrk does not say how it went:\n${output}`);
  }
  return { answered, bytes, seconds: microseconds / 1e6, refused: refused ?? 0, lost: lost ?? 0 };
}
