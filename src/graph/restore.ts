import { isDeepStrictEqual } from 'node:util';
import { NO_SECTIONS, type Release, type Rollout } from './model.js';
import type { Restore } from './operations.js';
import { curveOf, frozen, REVIEW_SECONDS } from './rollout-actions.js';
import { rolloutState, throttleAt } from './rollout.js';

/**
 * The releases as they were at a revision. Those published since stay as retired nodes, and no payload is
 * taken away: the nodes that run them must find themselves. A rollout that was on its way returns paused, even
 * one that still is: somebody is to look before it goes on.
 * @param at seconds since the Unix epoch, UTC
 * @see http-api.md 4 "Restore"
 */
export function restored(releases: readonly Release[], operation: Restore, at: number): readonly Release[] {
  const { past, revision } = operation;
  const then = new Map(past.releases.map((release) => [release.version, release]));
  const kept = releases.map((release) => {
    const before = then.get(release.version);
    if (!before) return retiredSince(release, revision);
    const { barrier, deadend, retired } = before;
    return {
      ...release,
      barrier,
      deadend,
      retired,
      rollout: returning(before, release.rollout, { operation, at }),
    };
  });
  return past.releases.reduce<readonly Release[]>((list, before, index) => {
    if (list.some(({ version }) => version === before.version)) return list;
    const predecessor = list.findIndex(({ version }) => version === past.releases[index - 1]?.version);
    const back = { ...before, rollout: returning(before, null, { operation, at }) };
    return list.toSpliced(predecessor + 1, 0, back);
  }, kept);
}

function retiredSince(release: Release, revision: number): Release {
  if (release.retired !== null) return release;
  return { ...release, ...NO_SECTIONS, retired: `published after revision ${revision}, which was restored` };
}

interface Return {
  readonly operation: Restore;
  readonly at: number;
}

function returning(
  { rollout }: Release,
  stands: Rollout | null,
  { operation: { past, revision }, at }: Return,
): Rollout | null {
  // What stands as it stood at the current revision has nowhere to return from.
  if (!rollout || (past.until === null && isDeepStrictEqual(rollout, stands))) return rollout;
  const then = past.until ?? at;
  const state = rolloutState(rollout, then);
  const isStillToCome = rolloutState(rollout, at) === 'scheduled';
  if (state === 'paused' || state === 'finished' || isStillToCome) return rollout;
  const throttle = Math.min(throttleAt(rollout, then), stands ? throttleAt(stands, at) : 0);
  // One that had not begun is taken for paused since then, so that it resumes as it was planned.
  const since = state === 'scheduled' ? then : at;
  const reason = `restored from revision ${revision}, where it was on its way`;
  const pause = { reason, publicReason: null, reviewAt: at + REVIEW_SECONDS, plan: curveOf(rollout) };
  return frozen(rollout, { at: since, throttle }, pause);
}
