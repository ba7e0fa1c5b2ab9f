import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Problem } from '../graph/problem.js';
import { FirstToken } from './first-token.js';
import { Ingest, IngestSettings } from './ingest.js';
import { Log, thrown } from './log.js';
import { Snapshots } from './snapshots.js';
import { StoreConnection } from './store-connection.js';
import { StreamStore } from './stream-store.js';

/** A change by another instance is to be seen within a second. */
const POLL_MS = 500;
const RETRY_MS = 1000;
/** Agents are let in by our clock, operators see the database's. @see http-api.md 1 */
const MOST_OFFSET_SECONDS = 2;

/** What goes on beside the requests: opening the store, looking for changes in it, reading the source again. */
@Injectable()
export class Upkeep {
  readonly #stop = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();
  #databaseUp = false;
  #ready = false;
  #clockOffset = 0;

  constructor(
    private readonly connection: StoreConnection,
    private readonly store: StreamStore,
    private readonly snapshots: Snapshots,
    private readonly ingest: Ingest,
    private readonly settings: IngestSettings,
    private readonly firstToken: FirstToken,
    private readonly log: Log,
  ) {}

  /** Whether the store answered last time. */
  get databaseUp(): boolean {
    return this.#databaseUp;
  }

  /** By how many seconds our clock was ahead of the database's when last looked at. */
  get clockOffset(): number {
    return this.#clockOffset;
  }

  get clockIsOff(): boolean {
    return Math.abs(this.#clockOffset) > MOST_OFFSET_SECONDS;
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
    if (!(await this.#retried(() => this.firstToken.ensure()))) return;
    const polls = this.#every(POLL_MS, () => this.#poll());
    this.#loops = polls;
    await this.ingest.pass();
    this.#ready = true;
    const passes = this.#every(this.settings.refreshSeconds * 1000, () => this.ingest.pass());
    this.#loops = Promise.all([polls, passes]);
  }

  /** Ends the work, waiting for what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loops;
  }

  async #poll(): Promise<void> {
    try {
      await this.snapshots.refresh();
      this.#noteClock(await this.store.clockOffset());
      this.#noteDatabase(true);
    } catch (error) {
      this.#noteDatabase(false, error);
    }
  }

  #noteClock(offset: number): void {
    const wasOff = this.clockIsOff;
    this.#clockOffset = offset;
    if (this.clockIsOff === wasOff) return;
    if (!this.clockIsOff) return this.log.info('the clock is that of the database again', { offset });
    this.log.warn('the clock is not that of the database: rollouts go by it, so set it', { offset });
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
