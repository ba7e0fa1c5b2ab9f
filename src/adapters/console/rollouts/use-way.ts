import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ApiProblem, unreachable } from '../api/api-problem.js';
import { ask } from '../api/ask.js';
import type { FullRevisionView, ReleaseRolloutView, RolloutView, StreamView } from '../api/schema.js';
import { useSession } from '../state/session.js';
import { useNow } from '../state/clock.js';
import { publicStand } from './public-stand.js';
import { standsOf, type Stand } from './stand.js';
import { wayOf, type Way } from './way.js';

interface Known {
  readonly stands: readonly Stand[];
  readonly detail: ReleaseRolloutView | null;
}

interface Found {
  /** Of which revision of the stream. */
  readonly revision: number;
  /** `null` until it is known. */
  readonly known: Known | null;
  readonly problem: ApiProblem | null;
}

export interface RolloutWay {
  readonly way: Way;
  /** What only a token shows, like who paused it and until when; `null` while it is of another state than the rollout. */
  readonly detail: ReleaseRolloutView | null;
  /** The same, only if it is of this very revision: a correction begins with it. */
  readonly settled: ReleaseRolloutView | null;
  readonly problem: ApiProblem | null;
}

type Past = ReadonlyMap<number, FullRevisionView>;

/**
 * The curves of a rollout up to now. They are asked for again when the stream has another revision: between two of them
 * nothing but time goes on.
 */
export function useWay({ name, revision }: StreamView, rollout: RolloutView): RolloutWay {
  const { who } = useSession();
  const [{ known, problem, revision: of }, setFound] = useState(NOTHING);
  const past = useRef<Past>(new Map());
  const now = useNow(10);
  const { version, state } = rollout;
  useEffect(() => {
    let isCurrent = true;
    const isOurs = who !== null && who.streams?.includes(name) !== false;
    const found = isOurs ? askOperators({ name, version, past }) : askEverybody(name, rollout);
    found.then(
      (known) => isCurrent && setFound({ revision, known, problem: null }),
      (error: unknown) => isCurrent && setFound((old) => ({ ...old, problem: problemOf(error) })),
    );
    return () => {
      isCurrent = false;
    };
  }, [name, version, revision, state, who]);
  const stands = known?.stands ?? [];
  const way = useMemo(() => wayOf(version, stands, now), [version, stands, now]);
  const detail = known?.detail?.state === state ? known.detail : null;
  return { way, detail, settled: of === revision ? detail : null, problem };
}

const NOTHING: Found = { revision: 0, known: null, problem: null };

async function askEverybody(stream: string, rollout: RolloutView): Promise<Known> {
  const updates = await ask('GET /updates/{stream}.json', { path: { stream } });
  const stand = publicStand(updates, rollout);
  return { stands: stand === null ? [] : [stand], detail: null };
}

interface Wanted {
  readonly name: string;
  readonly version: string;
  /** Revisions never change: they are asked for once. */
  readonly past: { current: Past };
}

async function askOperators({ name: stream, version, past }: Wanted): Promise<Known> {
  const path = { stream };
  const [{ rollout }, revisions] = await Promise.all([
    ask('GET /admin/v1/streams/{stream}/releases/{version}', { path: { stream, version } }),
    ask('GET /admin/v1/streams/{stream}/revisions', { path, query: { limit: 500 } }),
  ]);
  if (rollout === null) return { stands: [], detail: null };
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

function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : unreachable(String(error));
}
