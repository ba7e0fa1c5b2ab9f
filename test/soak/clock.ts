import { setTimeout } from 'node:timers/promises';

/** Milliseconds since the Unix epoch, with fractions. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Ends early, and without a word, when it is told to stop. */
export async function pause(milliseconds: number, stop?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, stop ? { signal: stop } : {}).catch(() => undefined);
}

/**
 * Looks again and again whether something holds.
 * @returns whether it did before the time was over
 */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
  {
    withinMs,
    everyMs,
    stop,
  }: { readonly withinMs: number; readonly everyMs: number; readonly stop?: AbortSignal },
): Promise<boolean> {
  const end = now() + withinMs;
  while (now() < end && stop?.aborted !== true) {
    if (await holds()) return true;
    await pause(everyMs, stop);
  }
  return false;
}
