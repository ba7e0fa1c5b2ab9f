import { rounded } from './exposure.js';
import { remark, type Remark } from './finding.js';
import { MOST_AT_ONCE, percent, throttleOf } from './lint-rollouts.js';
import type { Release } from './model.js';
import { endEpoch, isFinished } from './rollout.js';

/** One release before and after a change; `null` for one that is new. */
export interface Pair {
  readonly before: Release | null;
  readonly after: Release;
}

/** So much of the fleet at once is what a rollout is there to avoid. @param more as `exposesMore` found it */
export function lintBlast({ version }: Release, more: number): readonly Remark[] {
  if (rounded(more) <= MOST_AT_ONCE) return [];
  const message = `this exposes ${percent(more)} more of the fleet to ${version} within the next hour: start lower or take longer, or confirm it`;
  return [remark('blast_radius', { version, part: 'rollout' }, message)];
}

/**
 * By how much the share of the fleet that may take a release rises within the next hour, at most; in any
 * basearch. 0 to 1.
 * @param at seconds since the Unix epoch, UTC
 */
export function exposesMore({ before, after }: Pair, at: number): number {
  const bends = [before?.rollout, after.rollout]
    .flatMap((rollout) => (rollout ? [rollout.startEpoch ?? 0, endEpoch(rollout) ?? 0] : []))
    .flatMap((time) => [time - 1, time]);
  const times = [at, at + 3600, ...bends.filter((time) => time > at && time < at + 3600)];
  const rises = basearchesOf(after).flatMap((basearch) =>
    times.map((time) => shareOf(after, basearch, time) - shareOf(before, basearch, time)),
  );
  return Math.max(0, ...rises);
}

/** What had been let in is held back again. @param at seconds since the Unix epoch, UTC */
export function lintFall({ before, after }: Pair, at: number): readonly Remark[] {
  if (!before?.rollout || !after.rollout) return [];
  const falls = basearchesOf(after)
    .map((basearch) => [shareOf(before, basearch, at), shareOf(after, basearch, at)] as const)
    .filter(([from, to]) => rounded(to) < rounded(from));
  if (!falls[0]) return [];
  const { version } = after;
  const message = `today's exposure falls from ${percent(falls[0][0])} to ${percent(falls[0][1])}: nodes in between are not offered ${version} any more`;
  return [remark('exposure_falls', { version, part: 'rollout' }, message)];
}

/** The share of the fleet that a rollout lets in. */
export function shareOf(release: Release | null, basearch: string, at: number): number {
  const rollout = release?.rollout ?? null;
  return rollout?.basearches?.includes(basearch) === false ? 0 : throttleOf(rollout, at);
}

function basearchesOf({ payloads }: Release): readonly string[] {
  return [...new Set(payloads.map(({ basearch }) => basearch))];
}

/** A barrier without a rollout that nobody was led to before: everybody is, at once. */
export function lintBarrierForAll(
  { before, after }: Pair,
  releases: readonly Release[],
  at: number,
): readonly Remark[] {
  if (!after.barrier || after.rollout || before?.barrier || before?.rollout) return [];
  const newer = releases.slice(releases.findIndex(({ version }) => version === after.version) + 1);
  if (newer.some(({ rollout }) => rollout && isFinished(rollout, at))) return [];
  const message = `every older node up to the barrier before is offered ${after.version} at once: give it a rollout as well unless that is meant`;
  return [remark('barrier_for_all_at_once', { version: after.version, part: 'barrier' }, message)];
}
