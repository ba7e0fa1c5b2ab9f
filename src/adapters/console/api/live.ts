import { useMemo, useRef } from 'preact/hooks';
import { useSession } from '../state/session.js';
import { Store } from '../state/store.js';
import { useStore } from '../state/use-store.js';
import { addressOf, type AnswerTo, type OperationName, type Question } from './ask.js';
import { isForOperators, Polled, RUNNING, type Live } from './polled.js';

/**
 * Asks again and again for as long as somebody looks, and only for what has changed.
 * @param question `null` to ask nothing
 */
export function useLive<O extends OperationName>(name: O, question: Question<O> | null): Live<AnswerTo<O>> {
  return useAnswers({ name, question, isSettled: false });
}

/** What never changes once it is, as an old revision: asked until it has come. */
export function useSettled<O extends OperationName>(
  name: O,
  question: Question<O> | null,
): Live<AnswerTo<O>> {
  return useAnswers({ name, question, isSettled: true });
}

/** Asks at once all that is being looked at: after a change of one's own. */
export function refreshAll(): void {
  for (const poll of RUNNING) poll.hurry();
}

interface Asked<O extends OperationName> {
  readonly name: O;
  readonly question: Question<O> | null;
  readonly isSettled: boolean;
}

function useAnswers<O extends OperationName>(asked: Asked<O>): Live<AnswerTo<O>> {
  const { name, question } = asked;
  const { token } = useSession();
  const address = question === null ? null : addressOf(name, question);
  const last = useRef<Last<O> | null>(null);
  const poll = useMemo(() => {
    const known = last.current?.address === address ? last.current.poll.value.body : null;
    // Another bearer may see another world: what stands, stands until the answer to them; but not for nobody.
    const inherited = token === null && isForOperators(name) ? null : known;
    return pollOf(asked, inherited);
  }, [name, address, token]);
  last.current = { address, poll };
  return useStore(poll);
}

interface Last<O extends OperationName> {
  readonly address: string | null;
  readonly poll: Store<Live<AnswerTo<O>>>;
}

function pollOf<O extends OperationName>(
  { name, question, isSettled }: Asked<O>,
  inherited: AnswerTo<O> | null,
): Store<Live<AnswerTo<O>>> {
  const first: Live<AnswerTo<O>> = { body: inherited, problem: null, asOf: null };
  return question === null
    ? new Store({ ...first, body: null })
    : new Polled({ name, question, isSettled }, first);
}
