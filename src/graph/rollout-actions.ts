import { DURATION_RULE, parseDuration } from './duration.js';
import type { Curve, Pause, Rollout } from './model.js';
import type { PauseRollout, RolloutDraft } from './operations.js';
import { Problem } from './problem.js';
import { rolloutState, throttleAt } from './rollout.js';

/** A pause is to be looked at again after a day, if nothing else was said. */
export const REVIEW_SECONDS = 86_400;

/** Notes a fault of an operation and goes on. @param path JSON Pointer below the operation */
export type NoteFault = (code: string, path: string, message: string) => void;

/**
 * The rollout that a draft asks for.
 * @param at seconds since the Unix epoch, UTC
 */
export function draftedRollout(draft: RolloutDraft, at: number, note: NoteFault): Rollout {
  return {
    startEpoch: draft.startEpoch ?? at,
    startFraction: draft.startFraction,
    durationMinutes: draftedMinutes(draft, note),
    basearches: draft.basearches,
    pause: null,
  };
}

function draftedMinutes({ duration, startFraction }: RolloutDraft, note: NoteFault): number | null {
  if (duration === null) {
    if (startFraction !== 1) {
      note(
        'invalid_duration',
        '/duration',
        `it is missing: ${DURATION_RULE}; only start_fraction 1 needs none`,
      );
    }
    return null;
  }
  const minutes = parseDuration(duration);
  if (minutes === null) {
    note('invalid_duration', '/duration', `${JSON.stringify(duration)} is none: ${DURATION_RULE}`);
  }
  return minutes;
}

/**
 * Freezes a rollout where it is. On the wire it is a rollout without a duration, which everybody understands.
 * @param at seconds since the Unix epoch, UTC
 * @throws Problem `invalid_state`
 * @see http-api.md 4 "Rollout states"
 */
export function paused(
  rollout: Rollout,
  { reason, publicReason, reviewAt }: PauseRollout,
  at: number,
): Rollout {
  const state = rolloutState(rollout, at);
  if (state === 'paused') throw new Problem('invalid_state', 'the rollout is paused already');
  if (state === 'finished') {
    throw new Problem(
      'invalid_state',
      'the rollout is finished, everybody is let in: withdraw it to stop it',
    );
  }
  const review = reviewAt ?? at + REVIEW_SECONDS;
  const pause = { reason, publicReason, reviewAt: review, plan: curveOf(rollout) };
  return frozen(rollout, { at, throttle: throttleAt(rollout, at) }, pause);
}

/** A rollout that stands still. */
export function frozen(
  { basearches }: Rollout,
  { at, throttle }: { readonly at: number; readonly throttle: number },
  pause: Pause,
): Rollout {
  return {
    startEpoch: at,
    startFraction: Math.min(throttle, 1),
    durationMinutes: null,
    ...{ basearches, pause },
  };
}

/** Without the sign of a minus zero: JSON in the database cannot keep it. */
export function curveOf({ startEpoch, startFraction, durationMinutes }: Curve): Curve {
  return { startEpoch, startFraction: startFraction === null ? null : startFraction + 0, durationMinutes };
}

/**
 * Lets a paused rollout go on from where it is, with the slope it had: the remaining share of its length,
 * to the nearest minute, at least one.
 * @param at seconds since the Unix epoch, UTC
 * @throws Problem `invalid_state`
 */
export function resumed(rollout: Rollout, at: number): Rollout {
  if (rolloutState(rollout, at) !== 'paused') {
    throw new Problem('invalid_state', 'the rollout is not paused, so it cannot be resumed');
  }
  const { pause, basearches } = rollout;
  if (!pause) {
    throw new Problem(
      'invalid_state',
      'nobody knows how this rollout is to go on: it came paused; set it anew, with a start_fraction and a duration',
    );
  }
  return { ...resumedCurve(rollout, pause.plan, at), basearches, pause: null };
}

function resumedCurve(stands: Rollout, plan: Curve, at: number): Curve {
  const start = plan.startEpoch ?? 0;
  const wasScheduled = (stands.startEpoch ?? 0) < start;
  if (wasScheduled) return { ...plan, startEpoch: Math.max(start, at) };
  const fraction = stands.startFraction ?? 0;
  const share = (1 - fraction) / (1 - (plan.startFraction ?? 0));
  const minutes = Math.max(1, plan.durationMinutes ?? 1);
  return {
    startEpoch: at,
    startFraction: fraction,
    durationMinutes: Math.max(1, Math.round(share * minutes)),
  };
}

/**
 * Opens a rollout to everybody.
 * @param at seconds since the Unix epoch, UTC
 * @throws Problem `invalid_state`
 */
export function finished({ basearches, ...rollout }: Rollout, at: number): Rollout {
  if (rolloutState({ ...rollout, basearches }, at) === 'finished') {
    throw new Problem('invalid_state', 'the rollout is finished already: everybody is let in');
  }
  return { startEpoch: at, startFraction: 1, durationMinutes: null, basearches, pause: null };
}
