import type { Problem } from '../../graph/problem.js';

/** One of the tries for a document. Whatever it opens is closed by its signal. */
export class HttpAttempt {
  readonly #controller = new AbortController();
  #connecting: NodeJS.Timeout | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it waits for a connection, and not for an answer. */
  get isConnecting(): boolean {
    return this.#connecting !== undefined;
  }

  /** A connection is asked for: without one in time the attempt ends. */
  connects(milliseconds: number, late: () => Problem): void {
    this.connected();
    this.#connecting = setTimeout(() => this.end(late()), milliseconds);
  }

  connected(): void {
    clearTimeout(this.#connecting);
    this.#connecting = undefined;
  }

  /** What is under way in it fails with the reason; harmless when nothing is. */
  end(reason: unknown): void {
    this.connected();
    this.#controller.abort(reason);
  }
}
