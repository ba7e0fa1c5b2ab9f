import { useRef, useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from '../api/api-problem.js';
import { refreshAll } from '../api/live.js';
import { requestKey } from '../api/request-key.js';
import { now } from '../state/clock.js';

/** A request as it was first sent. */
export interface Attempt {
  readonly key: string;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
}

/** What is sent by a button. @param onDone told the answer; what was refused stands in `problem` */
export function useSending<A>(onDone: (answer: A) => void) {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const last = useRef({ about: '', key: '', at: 0 });
  /** The same sent again, because no answer came, is the same request to the letter: it happens once. */
  const attempt = (about: string): Attempt => {
    if (last.current.about !== about) last.current = { about, key: requestKey(), at: now() };
    return last.current;
  };
  const send = async (ask: () => Promise<A>) => {
    setBusy(true);
    try {
      onDone(await ask());
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
    refreshAll();
  };
  return { problem, isBusy, attempt, send };
}
