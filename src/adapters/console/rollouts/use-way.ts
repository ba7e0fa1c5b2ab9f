import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ApiProblem } from '../api/api-problem.js';
import type { ReleaseRolloutView, RolloutView, StreamView } from '../api/schema.js';
import { useNow } from '../state/clock.js';
import { useSession } from '../state/session.js';
import { askUntil } from './ask-until.js';
import { askEverybody, askOperators, type Known, type Past } from './ask-way.js';
import { beginningOf, type Beginning } from './beginning.js';
import { otherStreams } from './token-scope.js';
import { wayOf, type Way } from './way.js';

export interface RolloutWay {
  /** `null` until it is known. */
  readonly way: Way | null;
  readonly beginning: Beginning;
  /** What only a token shows, like who paused it and until when; `null` while it is of another state than the rollout. */
  readonly detail: ReleaseRolloutView | null;
  /** The same, only if it is of this very revision: a correction begins with it. */
  readonly settled: ReleaseRolloutView | null;
  /** Why nothing newer is known than what is shown. */
  readonly problem: ApiProblem | null;
}

/**
 * The curves of a rollout up to now. They are asked for again when the stream has another revision: between two of them
 * nothing but time goes on. Until the answer they stay as they were.
 */
export function useWay(stream: StreamView, rollout: RolloutView): RolloutWay {
  const { known, of, problem } = useKnown(stream, rollout);
  const { who } = useSession();
  const now = useNow(10);
  const { version, state } = rollout;
  const stands = known?.stands;
  const way = useMemo(
    () => (stands === undefined ? null : wayOf(version, stands, now)),
    [version, stands, now],
  );
  const beginning = useMemo(() => beginningOf(stands ?? []), [stands]);
  const detail = who !== null && known?.detail?.state === state ? known.detail : null;
  return { way, beginning, detail, settled: of === stream.revision ? detail : null, problem };
}

interface Found {
  /** Of which revision of the stream. */
  readonly of: number;
  /** `null` until it is known. */
  readonly known: Known | null;
  readonly problem: ApiProblem | null;
}

const NOTHING: Found = { of: 0, known: null, problem: null };

function useKnown({ name, revision }: StreamView, rollout: RolloutView): Found {
  const session = useSession();
  const [found, setFound] = useState(NOTHING);
  const past = useRef<Past>(new Map());
  const { version, state } = rollout;
  const isOurs = session.who !== null && otherStreams(session, name) === null;
  useEffect(
    () =>
      askUntil(() => (isOurs ? askOperators({ name, version, past }) : askEverybody(name, rollout)), {
        onAnswer: (known) => setFound({ of: revision, known, problem: null }),
        onProblem: (problem) => setFound((old) => ({ ...old, problem })),
      }),
    [name, version, revision, state, session.who],
  );
  return found;
}
