import type { FullRevisionView, ReleaseRolloutView } from '../api/schema.js';
import type { Rollout } from '../../../graph/model.js';
import { epochOf } from '../parts/moment.js';

/** What a rollout went by for a while, up to the next one. */
export interface Stand {
  /** Since when: seconds since the Unix epoch, UTC; `null` for longer than is known. */
  readonly since: number | null;
  readonly rollout: Rollout;
  readonly isPaused: boolean;
}

/** A rollout as the API shows it: what its curve needs, and whether it stands still. */
export type SeenRollout = Pick<ReleaseRolloutView, 'state' | 'start' | 'duration_minutes' | 'start_fraction'>;

export function standOf(seen: SeenRollout, since: number | null): Stand {
  return { since, rollout: rolloutOf(seen), isPaused: seen.state === 'paused' };
}

/** What of a revision tells about a release: what it was before. */
export interface Past extends Pick<FullRevisionView, 'changes'> {
  /** RFC 3339; `null` for what brought the stream, with rollouts that had begun elsewhere. */
  readonly at: string | null;
}

/**
 * What a rollout went by, oldest first: each revision tells what it changed, and the last one left what there is now.
 * It begins with what the oldest revision left, or where the release had no rollout before.
 * @param revisions those that touch the release, newest first
 */
export function standsOf(version: string, now: SeenRollout, revisions: readonly Past[]): readonly Stand[] {
  const stands: Stand[] = [];
  let seen = now;
  for (const { at, changes } of revisions) {
    const before = changes.find((change) => change.version === version)?.before?.rollout ?? null;
    stands.unshift(standOf(seen, at === null ? null : epochOf(at)));
    if (before === null) return merged(stands);
    seen = before;
  }
  return merged([standOf(seen, null), ...stands]);
}

/** A revision that changed something else of the release left its rollout as it was. */
function merged(stands: readonly Stand[]): readonly Stand[] {
  return stands.filter((stand, index) => {
    const previous = stands[index - 1];
    return previous === undefined || keyOf(stand) !== keyOf(previous);
  });
}

function keyOf({ rollout, isPaused }: Stand): string {
  return JSON.stringify([rollout, isPaused]);
}

/** Of everybody: whom it is limited to is not its curve. */
export function rolloutOf({ start, duration_minutes, start_fraction }: SeenRollout): Rollout {
  return {
    startEpoch: start === null ? null : epochOf(start),
    startFraction: start_fraction,
    durationMinutes: duration_minutes,
    basearches: null,
    pause: null,
  };
}
