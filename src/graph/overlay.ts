import {
  NO_SECTIONS,
  SECTIONS,
  type Followed,
  type Release,
  type Rollout,
  type SectionName,
  type Sections,
} from './model.js';
import { joinedAliases } from './payload-aliases.js';
import { Problem } from './problem.js';
import { curveOf, frozen } from './rollout-actions.js';
import { isFinished, throttleAt } from './rollout.js';

/** Whose word counts. */
export interface Hand {
  /** Whether a source has the first say: what operators do is then put over it and kept apart. */
  readonly follows: boolean;
}

/** A release with sections as an operator wants them. */
export function putOver(release: Release, sections: Partial<Sections>, { follows }: Hand): Release {
  const changed = { ...release, ...sections };
  if (!follows) return changed;
  const { sourced, local } = release.followed ?? NOT_SOURCED;
  const names = SECTIONS.filter((name) => name in sections || local.includes(name));
  return { ...changed, followed: { sourced, local: names } };
}

const NOT_SOURCED: Followed = { sourced: NO_SECTIONS, local: [] };

/**
 * A release without what an operator has set: nothing, or what the source says.
 * @throws Problem `stream_follows_source` when it is the source's own
 */
export function uncover(release: Release, name: SectionName, { follows }: Hand): Release {
  if (!follows) return { ...release, [name]: null };
  const { sourced, local } = release.followed ?? NOT_SOURCED;
  if (local.includes(name)) {
    const others = local.filter((one) => one !== name);
    return { ...release, [name]: sourced[name], followed: { sourced, local: others } };
  }
  if (!release[name]) return release;
  throw new Problem(
    'stream_follows_source',
    `the ${name} of ${release.version} is the source's: take it away there, or take the stream over with PATCH {"source": "managed"}`,
  );
}

/** Where a section comes from. */
export function originOf({ followed }: Release, name: SectionName): 'source' | 'local' {
  return followed && !followed.local.includes(name) ? 'source' : 'local';
}

/**
 * What a source says of a release now, under what operators have put over it. A rollout that operators have
 * resumed is dropped when it has come to its end or the source stops or withdraws its own. A hold, of which
 * nothing is left to be held then, stays as a withdrawal; on a barrier, which would be open to everybody without
 * a rollout, it stays a hold, and a withdrawal becomes one. A retired release that the source makes a target is not retired any more.
 * @param before the release as it stands; `null` for one that is new
 * @param at seconds since the Unix epoch, UTC
 */
export function refreshed(before: Release | null, sourced: Release, at: number): Release {
  const { barrier, deadend, rollout } = sourced;
  const says = { barrier, deadend, rollout };
  const stands = before?.rollout ?? null;
  const kept = SECTIONS.filter((name) => before?.followed?.local.includes(name)).filter(
    (name) => name !== 'rollout' || !isOver(stands, rollout, at),
  );
  const local = Object.fromEntries(kept.map((name) => [name, before?.[name] ?? null]));
  const effective = { ...says, ...local };
  const held = heldBack(effective, { before, says, at });
  return {
    ...sourced,
    ...effective,
    ...held,
    aliases: before ? joinedAliases(before, sourced) : sourced.aliases,
    retired: barrier || rollout ? null : (before?.retired ?? null),
    followed: { sourced: says, local: SECTIONS.filter((name) => kept.includes(name) || held[name]) },
  };
}

/** @param local as it stands: a curve that operators have resumed, where it is not paused */
function isOver(local: Rollout | null, sourced: Rollout | null, at: number): boolean {
  if (!local || local.pause) return false;
  return !sourced || isFinished(local, at) || throttleAt(sourced, at) < throttleAt(local, at);
}

interface Refresh {
  readonly before: Release | null;
  readonly says: Sections;
  readonly at: number;
}

/** What becomes of the rollout of a release whose source has none any more. */
function heldBack({ barrier, rollout }: Sections, { before, says, at }: Refresh): Partial<Sections> {
  const stands = before?.rollout ?? null;
  const isWithdrawn = before?.barrier === null && !stands && before.followed?.local.includes('rollout');
  if (barrier && isWithdrawn) return { rollout: heldWithdrawn(says.rollout, at) };
  if (says.rollout) return {};
  const isLocal = barrier !== null && says.barrier === null;
  // A barrier of ours would let everybody in to what the source has just stopped.
  if (barrier && stands && !isFinished(stands, at) && (isLocal || stands.pause)) {
    return { rollout: stands.pause ? stands : stopped(stands, at) };
  }
  return rollout ? { rollout: null } : {};
}

function stopped(rollout: Rollout, at: number): Rollout {
  const reason = 'the source has withdrawn the rollout of what is a barrier here';
  const pause = { reason, publicReason: null, reviewAt: null, plan: curveOf(rollout) };
  return frozen(rollout, { at, throttle: throttleAt(rollout, at) }, pause);
}

/** What operators have withdrawn lets nobody in when the source makes it a barrier. Resumed, it begins then. */
function heldWithdrawn(sourced: Rollout | null, at: number): Rollout {
  const reason = 'operators have withdrawn the rollout of what the source has made a barrier';
  const plan = { startEpoch: at, startFraction: 0, durationMinutes: sourced?.durationMinutes ?? null };
  const rollout = { ...plan, basearches: null, pause: null };
  return frozen(rollout, { at, throttle: 0 }, { reason, publicReason: null, reviewAt: null, plan });
}

/** Everything stays as it stands, and no source has a say any more. */
export function takenOver(releases: readonly Release[]): readonly Release[] {
  return releases.map((release) => (release.followed ? { ...release, followed: null } : release));
}
