import { isDeepStrictEqual } from 'node:util';
import { countAllEdges } from './build-graph.js';
import type { Release } from './model.js';
import { Problem } from './problem.js';

/**
 * What a source's documents say replaces what stood there, all of it, unless a release is lost: the
 * nodes that run it would not find themselves any more.
 * @param current the stream as it stands, oldest first
 * @param next the stream as the documents have it, oldest first
 * @throws Problem `lost_releases`, `invalid_document`
 * @see http-api.md 6 "Ingest"
 */
export function replaceByDocuments(
  current: readonly Release[],
  next: readonly Release[],
): readonly Release[] {
  const edges = countAllEdges(next);
  if (edges > MOST_EDGES) {
    throw new Problem(
      'invalid_document',
      `the graphs would have ${edges} edges, expected at most ${MOST_EDGES}: withdraw rollouts that are finished, or set barriers`,
    );
  }
  const lost = lostReleases(current, next);
  if (lost.length === 0) return next;
  const shown = lost.slice(0, 5).join(', ') + (lost.length > 5 ? ` and ${lost.length - 5} more` : '');
  throw new Problem(
    'lost_releases',
    `the documents no longer have ${shown}: nodes that run them would be stranded, so the stream stays as it is until they are back`,
  );
}

/** Of all graphs of a stream together: 20,000 releases in eight scopes with a dozen rollouts are 2,000,000. */
const MOST_EDGES = 2_000_000;

/** Versions that are gone, or have no payload left. */
function lostReleases(current: readonly Release[], next: readonly Release[]): readonly string[] {
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
  const old = placed(before);
  const young = placed(after);
  const versions = new Set([...old.keys(), ...young.keys()]);
  return [...versions]
    .map((version) => ({ version, before: old.get(version) ?? null, after: young.get(version) ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after));
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
