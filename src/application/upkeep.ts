import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Problem } from '../graph/problem.js';
import { Clock } from './clock.js';
import { FirstToken } from './first-token.js';
import { Instances } from './instances.js';
import { LastSnapshots } from './last-snapshots.js';
import { Log, thrown } from './log.js';
import { pause } from './pause.js';
import { Refreshing } from './refreshing.js';
import { Snapshots } from './snapshots.js';
import { StoreConnection } from './store-connection.js';
import { StreamStore } from './stream-store.js';

/** A change by another instance is to be seen within a second, even when nobody tells of it. */
const POLL_MS = 500;
/** Changes that come at once are looked for at once. */
const BURST_MS = 20;
const RETRY_MS = 1000;
/** A store that does not answer at the start is waited for so long, before what was saved is served. */
const PATIENCE_MS = 2000;
/** So long all streams are waited for; after that those that are there are enough. */
const FIRST_TRY_MS = 10_000;
/** Agents are let in by our clock, operators see the database's. @see http-api.md 1 */
const MOST_OFFSET_SECONDS = 2;

/** What goes on beside the requests: opening the store, looking for changes in it, reading the sources. */
@Injectable()
export class Upkeep {
  readonly #stop = new AbortController();
  #nap = new AbortController();
  #isTold = false;
  #loops: Promise<unknown> = Promise.resolve();
  #databaseUp = false;
  #answeredAt: number | null = null;
  #ready = false;
  #clockOffset = 0;

  constructor(
    private readonly connection: StoreConnection,
    private readonly store: StreamStore,
    private readonly snapshots: Snapshots,
    private readonly lastSnapshots: LastSnapshots,
    private readonly instances: Instances,
    private readonly refreshing: Refreshing,
    private readonly firstToken: FirstToken,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Whether the store answered last time. */
  get databaseUp(): boolean {
    return this.#databaseUp;
  }

  /** When the store last said how things stand: seconds since the Unix epoch, UTC; `null` where it never did. */
  get asOf(): number | null {
    return this.#answeredAt ?? this.snapshots.savedAsOf;
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
    if (!(await this.#readStore())) return;
    if (!(await this.#retried(() => this.firstToken.ensure()))) return;
    this.instances.onChange(() => this.#wake());
    this.#loops = Promise.all([this.#pollAgain(), this.refreshing.run(this.#stop.signal)]);
    await Promise.race([this.refreshing.firstTry, setTimeout(FIRST_TRY_MS, undefined, { ref: false })]);
    this.#ready = true;
  }

  /** Ends the work, waiting for what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    // First, what another instance or the next start waits for; what hangs may hang.
    await this.instances.close();
    await this.lastSnapshots.settle();
    await this.#loops;
  }

  /** @returns whether it was read; not when it was told to stop before */
  async #readStore(): Promise<boolean> {
    void setTimeout(PATIENCE_MS, undefined, { ref: false }).then(() => this.#serveSaved());
    if (!(await this.#retried(() => this.connection.open()))) return false;
    if (!(await this.#retried(() => this.snapshots.refresh()))) return false;
    this.#answeredAt = this.clock.now();
    // With streams from before, whatever the sources do must not keep us from serving them.
    this.#ready ||= this.snapshots.all().length > 0;
    return true;
  }

  /** Does nothing where the store has been read. */
  async #serveSaved(): Promise<void> {
    if (this.#isStopping()) return;
    try {
      await this.lastSnapshots.serve();
      this.#ready ||= this.snapshots.all().length > 0;
    } catch (error) {
      this.log.error('saved snapshots cannot be read', thrown(error));
    }
  }

  async #pollAgain(): Promise<void> {
    while (!this.#isStopping()) {
      this.#nap = new AbortController();
      await pause(this.#isTold ? BURST_MS : POLL_MS, this.#nap.signal);
      this.#isTold = false;
      await this.#poll();
    }
  }

  /** However many changes there were: one look sees them all. */
  #wake(): void {
    this.#isTold = true;
    this.#nap.abort();
  }

  async #poll(): Promise<void> {
    try {
      await this.snapshots.refresh();
      this.#noteClock(await this.store.clockOffset());
      this.#noteDatabase(true);
      this.#answeredAt = this.clock.now();
      this.lastSnapshots.confirm();
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
        await this.#serveSaved();
        await pause(RETRY_MS, this.#stop.signal);
      }
    }
    return false;
  }

  #isStopping(): boolean {
    return this.#stop.signal.aborted;
  }
}
