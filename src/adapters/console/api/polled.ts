import { now } from '../state/clock.js';
import { session } from '../state/session.js';
import { Store } from '../state/store.js';
import { problemOf, type ApiProblem } from './api-problem.js';
import { askAgain, type AnswerTo, type OperationName, type Question } from './ask.js';
import { noteAnswer, noteLoss } from './connection.js';

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

/** What is being looked at, and can be asked at once. */
export const RUNNING = new Set<{ readonly hurry: () => void }>();

export function isForOperators(name: OperationName): boolean {
  return name.includes(' /admin/');
}

interface Asked<O extends OperationName> {
  readonly name: O;
  readonly question: Question<O>;
  /** Whether it never changes once it is there. */
  readonly isSettled: boolean;
}

/** A store that asks for as long as it has listeners. */
export class Polled<O extends OperationName> extends Store<Live<AnswerTo<O>>> {
  #etag: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #listening = 0;
  #isAsking = false;
  #isHurried = false;

  constructor(
    private readonly asked: Asked<O>,
    first: Live<AnswerTo<O>>,
  ) {
    super(first);
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

  /** Asks now, whenever it would have asked; an answer that is under way may be older than what is wanted. */
  readonly hurry = (): void => {
    if (this.#isAsking) {
      this.#isHurried = true;
      return;
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#listening > 0) void this.#turn();
  };

  #start(): void {
    RUNNING.add(this);
    document.addEventListener('visibilitychange', this.hurry);
    this.hurry();
  }

  #stop(): void {
    RUNNING.delete(this);
    noteAnswer(this);
    document.removeEventListener('visibilitychange', this.hurry);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #turn(): Promise<void> {
    // Nobody looks: whoever comes back is told at once.
    if (document.hidden || this.#hasSettled) return;
    if (!this.#isBarred()) {
      this.#isAsking = true;
      this.#isHurried = false;
      await this.#ask();
      this.#isAsking = false;
    }
    const pause = this.#isHurried ? 0 : Math.max(EVERY_MS, 1000 * (this.value.problem?.retryAfter ?? 0));
    if (this.#listening > 0) this.#timer = setTimeout(this.hurry, Math.min(pause, LONGEST_MS));
  }

  get #hasSettled(): boolean {
    const { body, problem } = this.value;
    // What is not there, or was asked for wrongly, is not there the next time either.
    const isWrong = problem !== null && FOR_GOOD.includes(problem.refusal.status);
    return this.asked.isSettled && (isWrong || (body !== null && this.value.asOf !== null));
  }

  /** A token that was refused is refused again, and whoever tries too often is shut out. */
  #isBarred(): boolean {
    return session.value.isRefused && isForOperators(this.asked.name);
  }

  async #ask(): Promise<void> {
    const { name, question } = this.asked;
    try {
      const { body, etag } = await askAgain(name, question, { unlessTagged: this.#etag });
      this.#etag = etag ?? this.#etag;
      noteAnswer(this);
      this.set({ body: body ?? this.value.body, problem: null, asOf: now() });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.isOutage) noteLoss(this, problem);
      else noteAnswer(this);
      // What another bearer saw is not for who may not see it.
      const isTheirs = this.value.asOf === null && FORBIDDING.includes(problem.refusal.status);
      this.set({ ...this.value, body: isTheirs ? null : this.value.body, problem });
    }
  }
}

const LONGEST_MS = 60_000;
const FOR_GOOD: readonly number[] = [400, 404, 422];
const FORBIDDING: readonly number[] = [401, 403, 404];
