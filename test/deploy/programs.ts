import { execFile, spawnSync } from 'node:child_process';
import { describe } from 'vitest';

interface Run {
  readonly status: number | null;
  /** Both outputs together. */
  readonly output: string;
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], (_, stdout, stderr) => {
      resolve({ status: child.exitCode, output: stdout + stderr });
    });
  });
}

/**
 * Tests that need a program which is no npm package: left out with a word where it is missing. In CI, which
 * installs it, they run all the same and fail.
 */
export function describeWith(program: string, name: string, tests: () => void): void {
  const isMissing = spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0;
  if (isMissing && process.env['CI'] !== 'true') {
    console.warn(`${name}: not tested, as there is no ${program} here`);
    describe.skip(name, tests);
    return;
  }
  describe(name, tests);
}
