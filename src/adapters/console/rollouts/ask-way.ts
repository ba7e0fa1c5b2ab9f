import { ask } from '../api/ask.js';
import type { FullRevisionView, ReleaseRolloutView, RolloutView } from '../api/schema.js';
import { publicStand } from './public-stand.js';
import { standsOf, type Stand } from './stand.js';

/** What is known of a rollout at one moment. */
export interface Known {
  /** What it went by, oldest first. */
  readonly stands: readonly Stand[];
  /** What only a token shows. */
  readonly detail: ReleaseRolloutView | null;
}

/** Revisions by their number. */
export type Past = ReadonlyMap<number, FullRevisionView>;

interface Wanted {
  readonly name: string;
  readonly version: string;
  /** Revisions never change: they are asked for once. */
  readonly past: { current: Past };
}

/** What may be known without a token. @throws ApiProblem */
export async function askEverybody(stream: string, rollout: RolloutView): Promise<Known> {
  const updates = await ask('GET /updates/{stream}.json', { path: { stream } });
  const stand = publicStand(updates, rollout);
  return { stands: stand === null ? [] : [stand], detail: null };
}

/**
 * What may be known with a token of the stream. The rollout is asked for before its history: one that was changed in
 * between is then as it was, and not as it became before it did.
 * @throws ApiProblem
 */
export async function askOperators({ name: stream, version, past }: Wanted): Promise<Known> {
  const path = { stream };
  const { rollout } = await ask('GET /admin/v1/streams/{stream}/releases/{version}', {
    path: { stream, version },
  });
  if (rollout === null) return { stands: [], detail: null };
  const revisions = await ask('GET /admin/v1/streams/{stream}/revisions', { path, query: { limit: 500 } });
  const touching = revisions.items.filter(({ versions }) => versions.includes(version));
  const known = new Map(past.current);
  for (const { revision } of mostOf(touching, revisions.next_cursor === null)) {
    if (!known.has(revision)) known.set(revision, await askRevision(stream, revision));
  }
  past.current = known;
  const before = touching.map(({ revision, at }) => ({
    at: revision === 1 ? null : at,
    changes: known.get(revision)?.changes ?? [],
  }));
  return { stands: standsOf(version, rollout, before.slice(0, MOST)), detail: rollout };
}

/** More than a rollout ever sees; what lies further back is left out. */
const MOST = 30;

/** The oldest one of all is what brought the release, with everything else: nothing was before it. */
function mostOf<T>(revisions: readonly T[], isAll: boolean): readonly T[] {
  return revisions.slice(0, Math.min(MOST, isAll ? revisions.length - 1 : revisions.length));
}

function askRevision(stream: string, revision: number): Promise<FullRevisionView> {
  const path = { stream, revision };
  return ask('GET /admin/v1/streams/{stream}/revisions/{revision}', { path });
}
