import { scopesOf } from './build-graph.js';
import type { Payload, Release } from './model.js';
import { isFinished } from './rollout.js';

/**
 * Without the finished rollouts that are older than the newest finished one of each of their scopes: nobody
 * needs them any more, and every one of them is an edge for each older release.
 * @param at seconds since the Unix epoch, UTC
 * @param version whose rollout was set just now: that one is wanted, whatever is newer
 * @see http-api.md 4 "Set"
 */
export function withoutOldRollouts(
  releases: readonly Release[],
  at: number,
  version: string,
): readonly Release[] {
  const newest = new Map(
    scopesOf(releases).map((scope) => [
      keyOf(scope),
      releases.findLastIndex((release) => isOutIn(release, scope, at)),
    ]),
  );
  return releases.map((release, index) => {
    if (release.version === version) return release;
    if (release.rollout?.pause !== null || !isFinished(release.rollout, at)) return release;
    const scopes = release.payloads.filter((scope) => isOutIn(release, scope, at));
    const isOld = scopes.every((scope) => {
      const next = newest.get(keyOf(scope)) ?? index;
      return next > index && !isBarredBetween(releases.slice(index + 1, next), scope, at);
    });
    return isOld && scopes.length > 0 ? { ...release, rollout: null } : release;
  });
}

/** Whether a barrier stands in between that is not open to everybody: the older rollout is the way out until it is. */
function isBarredBetween(between: readonly Release[], { basearch, scheme }: Scope, at: number): boolean {
  return between.some(
    ({ payloads, barrier, rollout }) =>
      barrier !== null &&
      barrier.basearches?.includes(basearch) !== false &&
      rollout !== null &&
      !isFinished(rollout, at) &&
      payloads.some((one) => one.basearch === basearch && one.scheme === scheme),
  );
}

type Scope = Omit<Payload, 'payload'>;

function keyOf({ basearch, scheme }: Scope): string {
  return `${basearch} ${scheme}`;
}

function isOutIn({ payloads, rollout }: Release, { basearch, scheme }: Scope, at: number): boolean {
  if (!rollout || !isFinished(rollout, at) || rollout.basearches?.includes(basearch) === false) return false;
  return payloads.some((one) => one.basearch === basearch && one.scheme === scheme);
}
