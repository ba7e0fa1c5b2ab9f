import { setTimeout } from 'node:timers/promises';
import { Problem } from '../graph/problem.js';
import type { Ingest } from './ingest.js';
import { thrown, type Log } from './log.js';
import type { Snapshots } from './snapshots.js';
import type { Sources } from './sources.js';
import type { StoreConnection } from './store-connection.js';

export interface UpkeepParts {
  readonly connection: StoreConnection;
  readonly snapshots: Snapshots;
  readonly sources: Sources;
  /** Without a source of documents, `null`. */
  readonly ingest: Ingest | null;
  readonly log: Log;
  readonly refreshSeconds: number;
}

/** A change by another instance is to be seen within a second. */
const POLL_MS = 500;
const RETRY_MS = 1000;

/** What goes on beside the requests: opening the store, looking for changes in it, reading the source again. */
export class Upkeep {
  readonly #stop = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();
  #databaseUp = false;
  #ready = false;

  constructor(private readonly parts: UpkeepParts) {}

  /** Whether the store answered last time. */
  get databaseUp(): boolean {
    return this.#databaseUp;
  }

  /** Whether everything that can be served is served. It stays so once it is. */
  get ready(): boolean {
    return this.#ready;
  }

  /**
   * Works until `stop`.
   * @throws what `StoreConnection.open` throws when waiting does not help
   */
  async start(): Promise<void> {
    const { snapshots, sources, ingest, refreshSeconds } = this.parts;
    await this.#retried(() => this.parts.connection.open());
    await this.#retried(() => snapshots.refresh());
    if (!ingest) sources.finishFirstPass();
    // With streams from before, whatever the source does must not keep us from serving them.
    this.#ready = snapshots.all().length > 0 || !ingest;
    await ingest?.pass();
    this.#ready = true;
    this.#loops = Promise.all([
      this.#every(POLL_MS, () => this.#poll()),
      this.#every(refreshSeconds * 1000, () => ingest?.pass()),
    ]);
  }

  /** Ends the work, waiting for what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loops;
  }

  async #poll(): Promise<void> {
    try {
      await this.parts.snapshots.refresh();
      this.#noteDatabase(true);
    } catch (error) {
      this.#noteDatabase(false, error);
    }
  }

  #noteDatabase(up: boolean, error?: unknown): void {
    if (up === this.#databaseUp) return;
    this.#databaseUp = up;
    if (up) return this.parts.log.info('the database answers');
    this.parts.log.error('the database does not answer, the last known good stays served', thrown(error));
  }

  async #retried(work: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; !this.#stop.signal.aborted; attempt++) {
      try {
        await work();
        this.#noteDatabase(true);
        return;
      } catch (error) {
        if (!(error instanceof Problem) || error.kind !== 'database_unavailable') throw error;
        if (attempt === 0) this.parts.log.error('waiting for the database', thrown(error));
        await this.#pause(RETRY_MS);
      }
    }
  }

  async #every(milliseconds: number, work: () => Promise<void> | undefined): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#pause(milliseconds);
      if (!this.#stop.signal.aborted) await work();
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    // Stopping ends the pause early; nothing is wrong then.
    await setTimeout(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}
