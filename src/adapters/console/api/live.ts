import { useMemo } from 'preact/hooks';
import { now } from '../state/clock.js';
import { session, useSession } from '../state/session.js';
import { Store } from '../state/store.js';
import { useStore } from '../state/use-store.js';
import { ApiProblem, unreachable } from './api-problem.js';
import { addressOf, askAgain, type AnswerTo, type OperationName, type Question } from './ask.js';
import { connection } from './connection.js';

/** An answer that follows the server. */
export interface Live<A> {
  /** The last one that came; it stays while the server is away. */
  readonly body: A | null;
  readonly problem: ApiProblem | null;
  /** When the server last said that it is so: seconds since the Unix epoch. */
  readonly asOf: number | null;
}

/** A change by somebody else is to be seen within five seconds. */
const EVERY_MS = 3000;

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

const RUNNING = new Set<{ readonly hurry: () => void }>();

interface Asked<O extends OperationName> {
  readonly name: O;
  readonly question: Question<O> | null;
  readonly isSettled: boolean;
}

function useAnswers<O extends OperationName>(asked: Asked<O>): Live<AnswerTo<O>> {
  const { name, question } = asked;
  const { token } = useSession();
  const address = question === null ? null : addressOf(name, question);
  // Another bearer sees another world.
  const poll = useMemo(() => pollOf(asked), [name, address, token]);
  return useStore(poll);
}

function pollOf<O extends OperationName>({ name, question, isSettled }: Asked<O>): Store<Live<AnswerTo<O>>> {
  const nothing: Live<AnswerTo<O>> = { body: null, problem: null, asOf: null };
  return question === null ? new Store(nothing) : new Polled({ name, question, isSettled }, nothing);
}

/** A store that asks for as long as it has listeners. */
class Polled<O extends OperationName> extends Store<Live<AnswerTo<O>>> {
  #etag: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #listening = 0;
  #isAsking = false;

  constructor(
    private readonly asked: Asked<O> & { readonly question: Question<O> },
    nothing: Live<AnswerTo<O>>,
  ) {
    super(nothing);
  }

  override subscribe(listener: () => void): () => void {
    const leave = super.subscribe(listener);
    this.#listening += 1;
    if (this.#listening === 1) this.#start();
    return () => {
      leave();
      this.#listening -= 1;
      if (this.#listening === 0) this.#stop();
    };
  }

  /** Asks now, whenever it would have asked. */
  readonly hurry = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#listening > 0 && !this.#isAsking) void this.#turn();
  };

  #start(): void {
    RUNNING.add(this);
    document.addEventListener('visibilitychange', this.hurry);
    this.hurry();
  }

  #stop(): void {
    RUNNING.delete(this);
    document.removeEventListener('visibilitychange', this.hurry);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #turn(): Promise<void> {
    // Nobody looks: whoever comes back is told at once.
    if (document.hidden || this.#hasSettled) return;
    if (this.#isBarred()) {
      this.#timer = setTimeout(this.hurry, EVERY_MS);
      return;
    }
    this.#isAsking = true;
    await this.#ask();
    this.#isAsking = false;
    if (this.#listening > 0) this.#timer = setTimeout(this.hurry, EVERY_MS);
  }

  get #hasSettled(): boolean {
    return this.asked.isSettled && this.value.body !== null;
  }

  /** A token that was refused is refused again, and whoever tries too often is shut out. */
  #isBarred(): boolean {
    return session.value.isRefused && this.asked.name.includes(' /admin/');
  }

  async #ask(): Promise<void> {
    try {
      const { body, etag } = await askAgain(this.asked.name, this.asked.question, {
        unlessTagged: this.#etag,
      });
      this.#etag = etag ?? this.#etag;
      noteAnswer();
      this.set({ body: body ?? this.value.body, problem: null, asOf: now() });
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : unreachable(String(error));
      if (problem.isOutage) noteLoss(problem);
      this.set({ ...this.value, problem });
    }
  }
}

function noteAnswer(): void {
  if (connection.value.lostSince !== null) connection.set({ lostSince: null, why: '', isStarting: false });
}

function noteLoss({ message, kind }: ApiProblem): void {
  const lostSince = connection.value.lostSince ?? now();
  connection.set({ lostSince, why: message, isStarting: kind === 'not_ready' });
}
