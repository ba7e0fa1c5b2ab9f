import type { Stream } from './stream-store.js';

/** What was served last, as it is found again. */
export interface Saved {
  /** When the store last said that this is how things stand: seconds since the Unix epoch, UTC. */
  readonly asOf: number;
  readonly streams: readonly Stream[];
  /** What is there and cannot be trusted, for the log. */
  readonly refused: readonly string[];
}

/** Keeps what is served where it is found when the store is away at the next start. */
export abstract class SavedStreams {
  /** Replaces what was kept of the stream; whoever reads meanwhile finds the one or the other, whole. */
  abstract save(stream: Stream): Promise<void>;

  /**
   * Notes that these streams, as they were saved, are all that the store has; others are forgotten.
   * @param at seconds since the Unix epoch, UTC
   */
  abstract confirm(names: readonly string[], at: number): Promise<void>;

  /** Never throws for what is damaged: that is left out and named. */
  abstract load(): Promise<Saved>;
}

/** For a store that is always there, or nowhere. */
export class NothingSaved extends SavedStreams {
  override save(): Promise<void> {
    return Promise.resolve();
  }

  override confirm(): Promise<void> {
    return Promise.resolve();
  }

  override load(): Promise<Saved> {
    return Promise.resolve({ asOf: 0, streams: [], refused: [] });
  }
}
