/** The embedded database's worker thread, seen from the main thread. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { WorkerArguments, WorkerMessage } from './pglite-worker.js';

export const workerPath = join(import.meta.dirname, 'pglite-worker.js');

/** One thread with one PGlite in it. */
export class DatabaseThread {
  /** Resolves, and never rejects, when the thread is gone: with the reason, as far as it gave one. */
  readonly ended: Promise<Error>;
  private readonly worker: Worker;
  private readonly ready: Promise<void>;

  constructor(...argv: WorkerArguments) {
    // The server's environment, with its secrets, and its node options are not the thread's business.
    const options = { argv: [...argv], env: {}, execArgv: [] };
    this.worker = new Worker(workerPath, options);
    this.ready = new Promise((resolve) => {
      this.worker.on('message', (message: WorkerMessage) => message === 'ready' && resolve());
    });
    this.ended = endOf(this.worker);
  }

  /**
   * Resolves when the thread has created its database, or serves it.
   *
   * @throws what the thread died of, or the signal's reason when it was aborted
   */
  async untilReady(signal?: AbortSignal): Promise<void> {
    const terminate = () => void this.worker.terminate();
    signal?.addEventListener('abort', terminate);
    try {
      signal?.throwIfAborted();
      const failure = await Promise.race([this.ready, this.ended]);
      signal?.throwIfAborted();
      if (failure) throw failure;
    } catch (error) {
      await this.worker.terminate();
      throw error;
    } finally {
      signal?.removeEventListener('abort', terminate);
    }
  }

  /** Asks the thread to close its database and end; ends it the hard way when it takes too long. */
  async stop(): Promise<void> {
    this.worker.postMessage('stop');
    await Promise.race([this.ended, wait(patienceMs, undefined, { ref: false })]);
    await this.worker.terminate();
  }
}

// A query that runs at that moment is awaited; the whole server is to stop within 10 s.
const patienceMs = 2000;

function endOf(worker: Worker): Promise<Error> {
  let reason = 'it gave no reason';
  worker.on('error', (error: Error) => (reason = error.message));
  worker.on('message', (message: WorkerMessage) => {
    if (message !== 'ready') reason = message.diedOf;
  });
  return new Promise((resolve) => {
    worker.once('exit', () => resolve(new Error(`the embedded database has ended: ${reason}`)));
  });
}
