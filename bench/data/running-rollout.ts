const STARTED_SECONDS_AGO = 60;
const DURATION_MINUTES = 365 * 24 * 60;

/**
 * Wariness up to here may have been let in by a rollout of the bench: it takes a year, so it has come to 0.0001
 * after an hour of measuring.
 */
export const REACHED = 0.001;

/** A rollout of the updates metadata that runs, and that nearly nobody has been let in by yet. */
export function runningRollout() {
  return {
    start_epoch: Math.floor(Date.now() / 1000) - STARTED_SECONDS_AGO,
    start_percentage: 0,
    duration_minutes: DURATION_MINUTES,
  };
}
