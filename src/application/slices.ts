import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../graph/steps.js';

/** So long others wait at most, give or take a step, in milliseconds: agents are answered on the same event loop. */
const SLICE_MS = 4;

/** Does work in slices, and lets everybody else have a turn after each; what is done then begins a slice of its own. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) {
        await setImmediate();
        return step.value;
      }
    } while (performance.now() < end);
    await setImmediate();
  }
}
