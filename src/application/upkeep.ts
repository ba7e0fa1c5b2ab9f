import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Problem } from '../graph/problem.js';
import { Ingest, IngestSettings } from './ingest.js';
import { Log, thrown } from './log.js';
import { Snapshots } from './snapshots.js';
import { StoreConnection } from './store-connection.js';

/** A change by another instance is to be seen within a second. */
const POLL_MS = 500;
const RETRY_MS = 1000;

/** What goes on beside the requests: opening the store, looking for changes in it, reading the source again. */
@Injectable()
export class Upkeep {
  readonly #stop = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();
  #databaseUp = false;
  #ready = false;

  constructor(
    private readonly connection: StoreConnection,
    private readonly snapshots: Snapshots,
    private readonly ingest: Ingest,
    private readonly settings: IngestSettings,
    private readonly log: Log,
  ) {}

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
    if (!(await this.#retried(() => this.connection.open()))) return;
    if (!(await this.#retried(() => this.snapshots.refresh()))) return;
    // With streams from before, whatever the source does must not keep us from serving them.
    this.#ready = this.snapshots.all().length > 0;
    await this.ingest.pass();
    this.#ready = true;
    this.#loops = Promise.all([
      this.#every(POLL_MS, () => this.#poll()),
      this.#every(this.settings.refreshSeconds * 1000, () => this.ingest.pass()),
    ]);
  }

  /** Ends the work, waiting for what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loops;
  }

  async #poll(): Promise<void> {
    try {
      await this.snapshots.refresh();
      this.#noteDatabase(true);
    } catch (error) {
      this.#noteDatabase(false, error);
    }
  }

  #noteDatabase(up: boolean, error?: unknown): void {
    if (up === this.#databaseUp) return;
    this.#databaseUp = up;
    if (up) return this.log.info('the database answers');
    this.log.error('the database does not answer, the last known good stays served', thrown(error));
  }

  /** @returns whether it was done; not when it was told to stop before */
  async #retried(work: () => Promise<unknown>): Promise<boolean> {
    for (let attempt = 0; !this.#isStopping(); attempt++) {
      try {
        await work();
        this.#noteDatabase(true);
        return true;
      } catch (error) {
        if (this.#isStopping()) return false;
        if (!(error instanceof Problem) || error.kind !== 'database_unavailable') throw error;
        if (attempt === 0) this.log.error('waiting for the database', thrown(error));
        await this.#pause(RETRY_MS);
      }
    }
    return false;
  }

  async #every(milliseconds: number, work: () => Promise<void>): Promise<void> {
    while (!this.#isStopping()) {
      await this.#pause(milliseconds);
      await work();
    }
  }

  #isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  async #pause(milliseconds: number): Promise<void> {
    // Stopping ends the pause early; nothing is wrong then.
    await setTimeout(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}
