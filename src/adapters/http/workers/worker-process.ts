import cluster, { type Worker } from 'node:cluster';
import type { Counts, Order } from './messages.js';
import { isNews } from './messages.js';

/**
 * A worker that does not say within so many looks, that many milliseconds apart, that it is up to date has to go. A time
 * in which this process itself stood still is one look, however long it was.
 */
const [MOST_LOOKS, LOOK_MS] = [4, 500];

export interface WorkerEvents {
  /** What was told before was lost. */
  readonly ready: () => void;
  readonly listening: (port: number) => void;
  readonly cannotListen: (error: string) => void;
  readonly counted: (counts: Counts) => void;
  /** @param how a status or the name of a signal */
  readonly ended: (how: number | string) => void;
}

/** A worker, as the process sees it that it works for. */
export class WorkerProcess {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, () => void>();
  #lastQuestion = 0;
  #connections = 0;
  #isReady = false;

  constructor(private readonly events: WorkerEvents) {
    this.#worker = cluster.fork();
    this.#worker.on('message', (message: unknown) => this.#hear(message));
    // A message that cannot be sent any more is told of here; the end of the process is what counts.
    this.#worker.on('error', () => undefined);
    this.#worker.on('exit', (code: number | null, signal: string) => this.#end(code ?? signal));
  }

  /** Open at this moment, or half a second ago. */
  get connections(): number {
    return this.#connections;
  }

  tell(order: Order): void {
    if (this.#hears) this.#worker.send(order);
  }

  /** Resolves once it has done all that it was told, or is no more. */
  async caughtUp(): Promise<void> {
    if (!this.#hears) return;
    const question = ++this.#lastQuestion;
    let looks = 0;
    const looking = setInterval(() => ++looks === MOST_LOOKS && this.kill(), LOOK_MS);
    await new Promise<void>((resolve) => {
      this.#waiting.set(question, resolve);
      this.tell({ kind: 'ask', question });
    });
    clearInterval(looking);
  }

  get #hears(): boolean {
    return this.#isReady && this.#worker.isConnected();
  }

  kill(): void {
    this.#worker.process.kill('SIGKILL');
  }

  #hear(message: unknown): void {
    if (!isNews(message)) return;
    if (message.kind === 'ready') this.#begin();
    if (message.kind === 'listening') this.events.listening(message.port);
    if (message.kind === 'cannot_listen') this.events.cannotListen(message.error);
    if (message.kind === 'done') this.#answer(message.question);
    if (message.kind !== 'counts') return;
    this.#connections = message.counts.connections;
    this.events.counted(message.counts);
  }

  #begin(): void {
    this.#isReady = true;
    this.events.ready();
  }

  #answer(question: number): void {
    this.#waiting.get(question)?.();
    this.#waiting.delete(question);
  }

  #end(how: number | string): void {
    this.#connections = 0;
    for (const question of this.#waiting.keys()) this.#answer(question);
    this.events.ended(how);
  }
}
