import { setTimeout } from 'node:timers/promises';

/** Waits, unless it is told to stop: that ends it early, and nothing is wrong then. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
