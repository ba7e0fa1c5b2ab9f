import { execFileSync } from 'node:child_process';

/** Whether a tool is on the PATH of whoever runs the tests. */
export function isAtHand(tool: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What a tool writes when it is given a text. @throws with what it complains of */
export function run(tool: string, args: readonly string[], text: string): string {
  return execFileSync(tool, args, { input: text, encoding: 'utf8', stdio: 'pipe' });
}
