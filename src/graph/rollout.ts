import type { Rollout } from './model.js';

/**
 * How far a rollout has come at a second: an agent is offered the release when its wariness is not
 * above this. 0 (nobody but wariness 0) to 1 (everybody) for start fractions in that range. The
 * order of the operations decides about the last bit and is the reference server's.
 * @param at seconds since the Unix epoch, UTC
 * @see cincinnati.md B.5
 */
export function throttleAt(rollout: Rollout, at: number): number {
  const elapsed = at - (rollout.startEpoch ?? 0);
  if (elapsed < 0) return 0;
  const fraction = rollout.startFraction ?? 0;
  const seconds = durationSeconds(rollout);
  if (seconds === null) return fraction;
  if (elapsed > seconds) return 1;
  const perSecond = (1 - fraction) / seconds;
  return fraction + perSecond * elapsed;
}

export const ROLLOUT_STATES = ['scheduled', 'active', 'paused', 'finished'] as const;
/** `finished`: everybody is let in, for good. `paused`: it stands still below 1. */
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** @param at seconds since the Unix epoch, UTC */
export function rolloutState(rollout: Rollout, at: number): RolloutState {
  if (rollout.pause) return 'paused';
  if (at < (rollout.startEpoch ?? 0)) return 'scheduled';
  if (isFinished(rollout, at)) return 'finished';
  return rollout.durationMinutes === null ? 'paused' : 'active';
}

/** Whether nobody is held back from now on: a throttle that has reached 1 never falls below it again. */
export function isFinished(rollout: Rollout, at: number): boolean {
  return throttleAt(rollout, at) >= 1;
}

/**
 * Since when a rollout has been paused, in seconds since the Unix epoch: a pause is written as a start at its time.
 * `null` for one that is not paused, or that came paused from documents that do not say since when.
 * @param at seconds since the Unix epoch, UTC
 */
export function pausedSince(rollout: Rollout, at: number): number | null {
  return rolloutState(rollout, at) === 'paused' ? rollout.startEpoch : null;
}

/** When the planned end is, in seconds since the Unix epoch; `null` for a rollout without a duration. */
export function endEpoch(rollout: Rollout): number | null {
  const seconds = durationSeconds(rollout);
  return seconds === null ? null : (rollout.startEpoch ?? 0) + seconds;
}

/**
 * The first second, from one on, at which a rollout has come so far that something holds; `null` for never.
 * It is looked for, not calculated: the last bit of a throttle decides, and algebra does not know it.
 * @param from seconds since the Unix epoch, UTC, at which it does not hold yet
 * @param holds of a second; once it holds, it holds for good
 */
export function firstSecond(rollout: Rollout, from: number, holds: (at: number) => boolean): number | null {
  // A second behind the end: at the end itself rounding may leave the throttle a little below 1.
  const end = endEpoch(rollout);
  const last = end === null ? (rollout.startEpoch ?? 0) : end + 1;
  if (last <= from || !holds(last)) return null;
  let [low, high] = [from, last];
  for (;;) {
    const middle = Math.floor((low + high) / 2);
    // So late that there are no seconds between the two: a double cannot say them.
    if (middle <= low || middle >= high) return high;
    if (holds(middle)) high = middle;
    else low = middle;
  }
}

function durationSeconds(rollout: Rollout): number | null {
  // The reference server raises a duration of nothing to one minute.
  return rollout.durationMinutes === null ? null : 60 * Math.max(1, rollout.durationMinutes);
}
