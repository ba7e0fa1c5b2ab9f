import type { Release } from '../graph/model.js';

export const STREAM_STATES = ['active', 'frozen', 'eol'] as const;
/** `frozen`: no new rollout may start. `eol`: the same, and said to callers. */
export type StreamState = (typeof STREAM_STATES)[number];

export const SOURCE_KINDS = ['managed', 'seed', 'folder'] as const;
/**
 * Where a stream comes from: `managed` by operators here, imported once as a `seed` and managed here
 * since, or following a `folder`.
 */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What a change can change of a stream. */
export interface StreamContent {
  readonly aliases: readonly string[];
  readonly description: string;
  readonly state: StreamState;
  readonly source: SourceKind;
  /** Oldest first. */
  readonly releases: readonly Release[];
}

export interface Stream extends StreamContent {
  readonly name: string;
  /** How often the stream has changed. */
  readonly revision: number;
  /** When it changed last: seconds since the Unix epoch, by the database's clock. */
  readonly updatedAt: number;
}

/** Who changes a stream, and why: kept with the revision, for ever. */
export interface ChangeNote {
  readonly actor: string;
  readonly role: string;
  readonly reason: string;
  /** What was asked for, in words a machine can read. */
  readonly operations: readonly { readonly op: string }[];
  /** What a stream that is not there yet starts as; without it the change is refused. */
  readonly create?: StreamContent;
}

export interface Changed {
  /** Whether anything was altered: otherwise no revision was made. */
  readonly changed: boolean;
  readonly stream: Stream;
}

/** Keeps streams, and every revision of them. */
export abstract class StreamStore {
  /** The revision that each stream is at, by name. */
  abstract revisions(): Promise<ReadonlyMap<string, number>>;

  /** By how many seconds this machine's clock is ahead of the store's. */
  abstract clockOffset(): Promise<number>;

  /** The streams of these names; those that do not exist are left out. */
  abstract read(names: readonly string[]): Promise<readonly Stream[]>;

  /** The releases of a stream as they were at a revision; `null` where there never was such a revision. */
  abstract releasesAt(name: string, revision: number): Promise<readonly Release[] | null>;

  /**
   * Changes a stream in one transaction: whatever two callers do, one comes after the other.
   * @param decide is given the stream as it stands, and says what it is to be; what it throws undoes all
   * @throws Problem `unknown_stream`, `alias_in_use`, and whatever `decide` throws
   */
  abstract change(
    name: string,
    decide: (current: Stream) => StreamContent,
    note: ChangeNote,
  ): Promise<Changed>;
}
