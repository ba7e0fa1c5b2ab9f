import { isDeepStrictEqual } from 'node:util';
import { countSteps } from './build-graph.js';
import type { Release, Rollout } from './model.js';
import { refreshed } from './overlay.js';
import { joinedAliases } from './payload-aliases.js';
import { Problem } from './problem.js';
import { atOnce, mapSteps, type Steps } from './steps.js';

/**
 * What documents say in place of what stood there. Payload aliases stay, which plain documents cannot say, and a
 * rollout that the documents have as it stands stays paused by whoever paused it.
 * @param current oldest first
 * @param next as the documents have it, oldest first
 * @throws Problem `invalid_document`, `invalid_state`
 */
export function importedReleases(current: readonly Release[], next: readonly Release[]): readonly Release[] {
  return atOnce(importSteps(current, next));
}

/** The same with pauses. */
export function* importSteps(
  current: readonly Release[],
  next: readonly Release[],
): Steps<readonly Release[]> {
  yield* refuseTooManyEdges(next);
  const known = new Map(current.map((release) => [release.version, release]));
  return yield* mapSteps(next, (release) => {
    const before = known.get(release.version);
    return before ? kept(before, imported(before, release)) : release;
  });
}

/** What is as it was stays the same object, and so does all that was made of it. */
function kept(before: Release | null, after: Release): Release {
  return before && isDeepStrictEqual(before, after) ? before : after;
}

function imported(before: Release, says: Release): Release {
  const { retired, followed } = before;
  if (retired !== null && (says.barrier || says.rollout)) {
    const value = `${says.version} is retired and never a target again: take its barrier and rollout out of the documents`;
    throw new Problem('invalid_state', value);
  }
  const rollout = isSameCurve(before.rollout, says.rollout) ? before.rollout : says.rollout;
  return { ...says, aliases: joinedAliases(before, says), retired, followed, rollout };
}

function isSameCurve(a: Rollout | null, b: Rollout | null): boolean {
  return !!a && !!b && isDeepStrictEqual({ ...a, pause: null }, { ...b, pause: null });
}

/**
 * What a source says now, under what operators have put over it.
 * @param at seconds since the Unix epoch, UTC
 * @throws Problem `invalid_document`
 */
export function refreshedReleases(
  current: readonly Release[],
  next: readonly Release[],
  at: number,
): readonly Release[] {
  return atOnce(refreshSteps(current, next, at));
}

/** The same with pauses. */
export function* refreshSteps(
  current: readonly Release[],
  next: readonly Release[],
  at: number,
): Steps<readonly Release[]> {
  yield* refuseTooManyEdges(next);
  const known = new Map(current.map((release) => [release.version, release]));
  return yield* mapSteps(next, (release) => {
    const before = known.get(release.version) ?? null;
    return kept(before, refreshed(before, release, at));
  });
}

/**
 * A list with fewer releases is held back: the nodes that run them would not find themselves any more.
 * @throws Problem `lost_releases`
 * @see http-api.md 6 "Ingest"
 */
export function refuseLostReleases(current: readonly Release[], next: readonly Release[]): void {
  const lost = lostReleases(current, next);
  if (lost.length === 0) return;
  throw new Problem(
    'lost_releases',
    `the documents no longer have ${shortList(lost)}: nodes that run them would be stranded, so the stream stays as it is until they are back or an operator accepts it`,
  );
}

/** As many of a list as can be read. */
export function shortList(versions: readonly string[]): string {
  return versions.slice(0, 5).join(', ') + (versions.length > 5 ? ` and ${versions.length - 5} more` : '');
}

function* refuseTooManyEdges(releases: readonly Release[]): Steps<void> {
  const edges = yield* countSteps(releases);
  if (edges <= MOST_EDGES) return;
  throw new Problem(
    'invalid_document',
    `the graphs would have ${edges} edges, expected at most ${MOST_EDGES}: withdraw rollouts that are finished, or set barriers`,
  );
}

/** Of all graphs of a stream together: 20,000 releases in eight scopes with a dozen rollouts are 2,000,000. */
export const MOST_EDGES = 2_000_000;

/** Versions that are gone, or have no payload left. */
export function lostReleases(current: readonly Release[], next: readonly Release[]): readonly string[] {
  const kept = new Map(next.map((release) => [release.version, release.payloads.length]));
  return current
    .filter(({ version, payloads }) => (kept.get(version) ?? -1) < Math.min(payloads.length, 1))
    .map(({ version }) => version);
}

/** One release before and after a change, with its position; `null` where it did not exist. */
export interface ReleaseChange {
  readonly version: string;
  readonly before: PlacedRelease | null;
  readonly after: PlacedRelease | null;
}

export interface PlacedRelease {
  readonly position: number;
  readonly release: Release;
}

/** What it takes to come from one list to the other: the releases that differ in any way. */
export function changesBetween(
  before: readonly Release[],
  after: readonly Release[],
): readonly ReleaseChange[] {
  // Most stand where they stood: of them nothing has to be known.
  const [old, young] = [unlike(before, after), unlike(after, before)];
  const versions = new Set([...old.keys(), ...young.keys()]);
  return [...versions]
    .map((version) => ({ version, before: old.get(version) ?? null, after: young.get(version) ?? null }))
    .filter((change) => !isSamePlace(change.before, change.after));
}

/** Looks into releases only where they are not the very same object. */
function isSamePlace(a: PlacedRelease | null, b: PlacedRelease | null): boolean {
  if (!a || !b || a.position !== b.position) return false;
  return a.release === b.release || isDeepStrictEqual(a.release, b.release);
}

/** The list as it was before the changes. */
export function undoChanges(
  releases: readonly Release[],
  changes: readonly ReleaseChange[],
): readonly Release[] {
  const list = new Map(placed(releases));
  for (const { version, before } of changes) {
    if (before) list.set(version, before);
    if (!before) list.delete(version);
  }
  return [...list.values()].sort((a, b) => a.position - b.position).map(({ release }) => release);
}

function placed(releases: readonly Release[]): ReadonlyMap<string, PlacedRelease> {
  return new Map(releases.map((release, position) => [release.version, { position, release }]));
}

/** Those of a list that are not the very same objects as those in the same places of another. */
function unlike(
  releases: readonly Release[],
  others: readonly Release[],
): ReadonlyMap<string, PlacedRelease> {
  const here = releases.flatMap((release, position) =>
    release === others[position] ? [] : [[release.version, { position, release }] as const],
  );
  return new Map(here);
}
