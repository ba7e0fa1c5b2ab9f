import type { Stand } from './stand.js';
import { lastLap } from './way.js';

/** When a rollout began, where the start that it goes by now does not say so. Seconds since the Unix epoch, UTC. */
export interface Beginning {
  /** The start of the first plan; `null` where it is not known, or the one that it goes by. */
  readonly planned: number | null;
  /** Since when it goes on after a pause; `null` where it was not resumed, or goes on as it was planned. */
  readonly resumed: number | null;
}

/** @param stands what it went by, oldest first */
export function beginningOf(stands: readonly Stand[]): Beginning {
  const lap = lastLap(stands);
  const [first, last] = [lap[0], lap.at(-1)];
  if (first === undefined || last === undefined) return { planned: null, resumed: null };
  const { startEpoch: start } = last.rollout;
  const planned = first.isPaused || first.rollout.startEpoch === start ? null : first.rollout.startEpoch;
  return { planned, resumed: lap.some((_, index) => isResumed(lap, index, start)) ? start : null };
}

/** It goes on from the moment of the change that ended the pause; what is finished goes on no more. */
function isResumed(lap: readonly Stand[], index: number, start: number | null): boolean {
  const [before, after] = [lap[index - 1], lap[index]];
  if (!before?.isPaused || !after || after.isPaused) return false;
  const { startEpoch, durationMinutes } = after.rollout;
  return durationMinutes !== null && startEpoch === start && startEpoch === after.since;
}
