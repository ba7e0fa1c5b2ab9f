import type { Release } from '../graph/model.js';
import type { ReleaseChange } from '../graph/stream.js';

export const STREAM_STATES = ['active', 'frozen', 'eol'] as const;
/** `frozen`: no new rollout may start. `eol`: the same, and said to callers. */
export type StreamState = (typeof STREAM_STATES)[number];

export const SOURCE_KINDS = ['managed', 'seed', 'folder', 'mirror'] as const;
/**
 * Where a stream comes from: `managed` by operators here, imported once as a `seed` and managed here
 * since, or following a `folder` or, as a `mirror`, another server.
 */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Whether a source has the first say about a stream. */
export function isFollowing({ source }: Pick<StreamContent, 'source'>): boolean {
  return source === 'folder' || source === 'mirror';
}

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

/**
 * Which revision it is, for ever: a database that was set back, by a restore or a failover that lost the last
 * commits, counts the same numbers again.
 */
export function markOf({ revision, updatedAt }: Pick<Stream, 'revision' | 'updatedAt'>): string {
  return `${revision} ${updatedAt}`;
}

/** Who changes a stream, and why: kept with the revision, for ever. */
export interface ChangeNote {
  readonly actor: string;
  readonly role: string;
  readonly reason: string;
  /** What was asked for, in words a machine can read. */
  readonly operations: readonly { readonly op: string }[];
  /** Of the request, where one brought it. */
  readonly requestId: string | null;
  /** What a stream that is not there yet starts as; without it the change is refused. */
  readonly create?: StreamContent;
}

/**
 * Says what a stream is to be; what it throws undoes everything.
 * @param current the stream as it stands, nobody else can change it meanwhile
 * @param at by the store's clock: seconds since the Unix epoch, UTC
 */
export type Decide = (current: Stream, at: number) => StreamContent | Promise<StreamContent>;

/**
 * Looks at a stream before it is removed; what it throws undoes everything.
 * @param current the stream as it stands, nobody else can change it meanwhile
 */
export type Check = (current: Stream) => void | Promise<void>;

/** One revision and what it was made for. */
export interface Revision extends AuditEntry {
  readonly stream: string;
  readonly revision: number;
  readonly changes: readonly ReleaseChange[];
}

/** Those before a revision; `null` for all. */
export interface HistoryPage {
  readonly before: number | null;
  readonly limit: number;
}

export interface AuditEntry {
  readonly id: string;
  /** Seconds since the Unix epoch, by the database's clock. */
  readonly at: number;
  readonly actor: string;
  readonly role: string;
  /** `null` where it was about no stream. */
  readonly stream: string | null;
  readonly revision: number | null;
  readonly operations: readonly { readonly op: string }[];
  readonly reason: string;
  readonly requestId: string | null;
}

/** `null` for whatever does not matter. */
export interface AuditFilter {
  readonly streams: readonly string[] | null;
  readonly actor: string | null;
  /** Seconds since the Unix epoch, UTC, inclusive. */
  readonly since: number | null;
  readonly until: number | null;
  /** Those before this id. */
  readonly before: string | null;
  readonly limit: number;
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

  /** What `markOf` says of each stream as it is, by name. */
  abstract marks(): Promise<ReadonlyMap<string, string>>;

  /** By how many seconds this machine's clock is ahead of the store's. */
  abstract clockOffset(): Promise<number>;

  /** The streams of these names; those that do not exist are left out. */
  abstract read(names: readonly string[]): Promise<readonly Stream[]>;

  /** The releases of a stream as they were at a revision; `null` where there never was such a revision. */
  abstract releasesAt(name: string, revision: number): Promise<readonly Release[] | null>;

  /**
   * Changes a stream in one transaction: whatever two callers do, one comes after the other.
   * @throws Problem `unknown_stream`, `alias_in_use`, and whatever `decide` throws
   */
  abstract change(name: string, decide: Decide, note: ChangeNote): Promise<Changed>;

  /** What is known of the revisions of a stream, newest first. */
  abstract history(name: string, page: HistoryPage): Promise<readonly Revision[]>;

  /** Who did what, newest first. */
  abstract audit(filter: AuditFilter): Promise<readonly AuditEntry[]>;
}
