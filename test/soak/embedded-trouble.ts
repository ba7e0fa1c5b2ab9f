import { pause } from './clock.js';
import type { Instance } from './instance.js';
import type { Random } from './random.js';
import type { Record } from './record.js';

/** Kills the instance with the embedded database while it is written to; there it is the database that dies, too. */
export async function troubleEmbedded(
  instance: Instance,
  parts: { readonly record: Record; readonly random: Random; readonly everyMs: number },
  stop: AbortSignal,
): Promise<void> {
  const { record, random, everyMs } = parts;
  for (;;) {
    await pause(random.between(0.7, 1) * everyMs, stop);
    if (stop.aborted) return;
    record.event('kill -9 of the embedded one');
    await instance.kill();
    record.count('kills of the embedded');
    instance.start();
    const took = await instance.becomesReady();
    record.measure('ready', took ?? Infinity);
    record.event(`the embedded one is ready after ${Math.round(took ?? Infinity)} ms`);
  }
}
