import type { Problem } from '../../graph/problem.js';
import { HttpAttempt } from './http-attempt.js';
import type { HttpLimits } from './http-limits.js';

/** What is tried, and for how long. */
export interface Hedged<T> {
  /** Tries once; ends soon after the attempt's signal, and closes what it opened however it ends. */
  readonly once: (attempt: HttpAttempt) => Promise<T>;
  readonly limits: HttpLimits;
  /** What the whole fails with when nothing else has failed in time. */
  readonly late: () => Problem;
  /** Gives up, with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * Tries until an attempt succeeds, several at once where one hangs: who accepts and then says nothing may have
 * healed long before we stop waiting.
 *
 * - The first attempt starts at once. Every `hedgeMs` another one starts, unless the newest is still connecting:
 *   the network asks again for it, and nothing has hung that could heal behind a connection.
 * - The first success is the result, and the other attempts are aborted.
 * - A failed attempt ends the whole if no other one is under way, which may be slow and good; else it is only
 *   remembered.
 * - After `documentMs` the whole fails as the attempt did that failed last, else with `late`.
 *
 * When this ends, every attempt has ended.
 */
export async function hedged<T>({ once, limits, late, signal }: Hedged<T>): Promise<T> {
  signal.throwIfAborted();
  const race = new Race(once);
  const giveUp = (): void => race.lose(signal.reason);
  signal.addEventListener('abort', giveUp);
  const hedge = setInterval(() => race.hedge(), limits.hedgeMs);
  const deadline = setTimeout(() => race.lose(race.failure ?? late()), limits.documentMs);
  try {
    race.start();
    return await race.result;
  } finally {
    clearTimeout(deadline);
    clearInterval(hedge);
    signal.removeEventListener('abort', giveUp);
    await race.end();
  }
}

class Race<T> {
  readonly result: Promise<T>;
  /** What the attempt said that failed last; `null` while none has. */
  failure: unknown = null;
  lose: (reason: unknown) => void = never;
  #win: (result: T) => void = never;
  #newest: HttpAttempt | null = null;
  readonly #running = new Map<HttpAttempt, Promise<void>>();

  constructor(private readonly once: (attempt: HttpAttempt) => Promise<T>) {
    this.result = new Promise((resolve, reject) => {
      this.#win = resolve;
      this.lose = reject;
    });
  }

  hedge(): void {
    if (!this.#newest?.isConnecting) this.start();
  }

  start(): void {
    const attempt = new HttpAttempt();
    this.#newest = attempt;
    const ended = this.once(attempt).then(this.#win, (error: unknown) => this.#failed(attempt, error));
    this.#running.set(attempt, ended);
  }

  async end(): Promise<void> {
    for (const attempt of this.#running.keys()) attempt.end(new Error('no longer needed'));
    await Promise.all(this.#running.values());
  }

  #failed(attempt: HttpAttempt, error: unknown): void {
    this.#running.delete(attempt);
    this.failure = error;
    if (this.#running.size === 0) this.lose(error);
  }
}

function never(): void {
  throw new Error('a promise gives its functions at once');
}
