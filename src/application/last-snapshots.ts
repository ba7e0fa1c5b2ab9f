import { Injectable } from '@nestjs/common';
import { Clock, rfc3339 } from './clock.js';
import { Log, thrown } from './log.js';
import { SavedStreams } from './saved-streams.js';
import { Snapshots } from './snapshots.js';
import type { Stream } from './stream-store.js';

/** How exactly it is known afterwards how old they are, in seconds. */
const CONFIRM_SECONDS = 10;

/**
 * Saves what is served, one stream after the other and beside the requests, and serves it again when the store
 * is away at the start. A disk that fails keeps nobody from being served.
 */
@Injectable()
export class LastSnapshots {
  /** What is still to be saved, by name. */
  readonly #waiting = new Map<string, Stream>();
  #saving: Promise<void> | null = null;
  #triedAt = 0;
  #failing = false;
  #hasDamaged = false;

  constructor(
    private readonly snapshots: Snapshots,
    private readonly saved: SavedStreams,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    snapshots.subscribe((name, snapshot) => {
      // What was found on the disk is there already.
      if (this.snapshots.savedAsOf !== null) return;
      if (snapshot) this.#waiting.set(name, snapshot.stream);
      else this.#waiting.delete(name);
      this.confirm();
    });
  }

  /** Whether what is served could be saved when it was tried last. */
  get failing(): boolean {
    return this.#failing;
  }

  /** Whether something of what was saved could not be served, for as long as that matters. */
  get damaged(): boolean {
    return this.#hasDamaged && !this.snapshots.isOfStore;
  }

  /** To be called whenever the store has just said that what is served is how things stand. */
  confirm(): void {
    const isUrgent = this.#waiting.size > 0 && !this.failing;
    if (!isUrgent && Math.abs(this.clock.now() - this.#triedAt) < CONFIRM_SECONDS) return;
    this.#saving ??= this.#save().finally(() => (this.#saving = null));
  }

  /** Waits for what is being saved. */
  async settle(): Promise<void> {
    await this.#saving;
  }

  /** Serves what was saved; nothing, where nothing was, or the store has been read. */
  async serve(): Promise<void> {
    if (this.snapshots.isOfStore) return;
    const { asOf, streams, refused } = await this.saved.load();
    this.#hasDamaged = refused.length > 0;
    if (this.#hasDamaged) this.log.error('saved snapshots are damaged and not served', { refused });
    if (streams.length === 0 || !(await this.snapshots.serveSaved(streams, asOf))) return;
    const names = streams.map(({ name }) => name);
    this.log.warn('the last saved snapshots are served until the database answers', {
      streams: names,
      asOf: rfc3339(asOf),
    });
  }

  async #save(): Promise<void> {
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        await this.saved.save(next);
        if (this.#waiting.get(next.name) === next) this.#waiting.delete(next.name);
      }
      this.#triedAt = this.clock.now();
      await this.saved.confirm(this.snapshots.names(), this.#triedAt);
      this.#noteFailure(null);
    } catch (error) {
      this.#triedAt = this.clock.now();
      this.#noteFailure(error);
    }
  }

  #next(): Stream | undefined {
    const [stream] = this.#waiting.values();
    return stream;
  }

  /** Once, and not with every try. */
  #noteFailure(error: unknown): void {
    const wasFailing = this.#failing;
    this.#failing = error !== null;
    if (!this.#failing || wasFailing) return;
    this.log.error('snapshots cannot be saved: without the database a start would have none', thrown(error));
  }
}
