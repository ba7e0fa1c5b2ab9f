import { rounded } from './exposure.js';
import { remark, type Remark } from './finding.js';
import type { Release, Rollout } from './model.js';
import { endEpoch, isFinished, rolloutState, throttleAt } from './rollout.js';
import { shortList } from './stream.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A start further ahead than that was in the wrong month or year before. */
const MOST_AHEAD = 30 * DAY;
/** Of the fleet, so much at once is news. */
export const MOST_AT_ONCE = 0.25;
/** Agents ask every five minutes: what opens within that is one step. */
const STEP = 300;

/** What is wrong with rollouts that are still to come to their end. */
export function lintRunning(releases: readonly Release[], at: number): readonly Remark[] {
  return releases
    .filter(({ rollout }) => rollout && !isFinished(rollout, at))
    .flatMap((release) => lintStartAhead(release, at));
}

export function lintStartAhead({ version, rollout }: Release, at: number): readonly Remark[] {
  const days = Math.floor(((rollout?.startEpoch ?? at) - at) / DAY);
  if ((rollout?.startEpoch ?? at) - at <= MOST_AHEAD) return [];
  const message = `the rollout starts in ${days} days, over 30: correct the start, or confirm it`;
  return [remark('start_far_ahead', { version, part: 'rollout', field: 'start' }, message)];
}

/** A start over an hour ago lets in at once whoever should have come meanwhile. */
export function lintStartBehind({ version, rollout }: Release, at: number): readonly Remark[] {
  const behind = at - (rollout?.startEpoch ?? at);
  if (behind <= HOUR) return [];
  const message = `the rollout started ${lengthText(behind)} ago: it would begin with ${percent(throttleOf(rollout, at))} of the fleet; correct the start, or confirm it`;
  return [remark('start_in_past', { version, part: 'rollout', field: 'start' }, message)];
}

/** Pauses that nobody has looked at in time. Those that came with documents count from their start. */
export function lintPauses(releases: readonly Release[], at: number): readonly Remark[] {
  return releases.flatMap(({ version, rollout }) => {
    if (!rollout || rolloutState(rollout, at) !== 'paused') return [];
    const since = rollout.startEpoch ?? 0;
    if (at <= (rollout.pause?.reviewAt ?? since + DAY)) return [];
    const message = `the rollout has stood still at ${percent(throttleOf(rollout, at))} for ${lengthText(at - since)}: resume, finish or withdraw it`;
    return [remark('paused_for_long', { version, part: 'rollout' }, message)];
  });
}

/**
 * A curve that ends in one step, which everybody left over takes together.
 * @param already the share of the fleet that is let in before, 0 to 1
 */
export function lintCliff({ version, rollout }: Release, already: number): readonly Remark[] {
  if (!rollout || rollout.pause) return [];
  const end = endEpoch(rollout) ?? rollout.startEpoch ?? 0;
  const left = 1 - Math.max(throttleAt(rollout, end - STEP), already);
  if (rounded(throttleAt(rollout, end)) < 1 || rounded(left) <= MOST_AT_ONCE) return [];
  const message = `the last ${percent(left)} of the fleet are let in within five minutes: a longer duration is kinder`;
  return [remark('cliff', { version, part: 'rollout', field: 'duration' }, message)];
}

/** Older releases whose rollout is not at its end: agents may take both, one after the other. */
export function lintOverlaps(release: Release, releases: readonly Release[], at: number): readonly Remark[] {
  const older = releases.slice(
    0,
    releases.findIndex(({ version }) => version === release.version),
  );
  const unfinished = older.filter(
    ({ rollout }) => rollout && !isFinished(rollout, at) && meets(rollout, release.rollout),
  );
  if (unfinished.length === 0 || !release.rollout) return [];
  const names = shortList(unfinished.map(({ version }) => version));
  const message = `the rollout of ${names} is not finished: nodes may take both, and reboot twice; withdraw the older one unless that is meant`;
  return [remark('overlapping_rollouts', { version: release.version, part: 'rollout' }, message)];
}

function meets(a: Rollout, b: Rollout | null): boolean {
  return !a.basearches || !b?.basearches || a.basearches.some((one) => b.basearches?.includes(one));
}

export function throttleOf(rollout: Rollout | null, at: number): number {
  return rollout ? Math.min(throttleAt(rollout, at), 1) : 0;
}

export function percent(share: number): string {
  return `${Math.floor(rounded(share * 1000)) / 10} %`;
}

function lengthText(seconds: number): string {
  if (seconds >= 2 * DAY) return `${Math.floor(seconds / DAY)} days`;
  return seconds >= HOUR ? `${Math.floor(seconds / HOUR)} h` : `${Math.floor(seconds / 60)} minutes`;
}
