import type { Role } from './operator.js';

/** A token as it is kept: what it can be recognised by, never the token itself. */
export interface StoredToken {
  /** Stands in front of the secret, so that it can be looked up; no secret. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** `null` for all of them. */
  readonly streams: readonly string[] | null;
  /** SHA-256 of the secret, in hex digits. */
  readonly secretHash: string;
  /** Seconds since the Unix epoch, UTC, like the two below. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

/** A token that is about to be kept: when it was made is for the store to say. */
export type NewToken = Omit<StoredToken, 'createdAt' | 'lastUsedAt'>;

/** How old the note of a use has to be before another one is made. */
export const USE_NOTED_SECONDS = 60;

/** Reads tokens; they are written by `Writes`. */
export abstract class TokenStore {
  /** Oldest first. */
  abstract all(): Promise<readonly StoredToken[]>;

  abstract find(id: string): Promise<StoredToken | null>;

  /**
   * Notes that a token was used, at most once in `USE_NOTED_SECONDS`.
   * @param at seconds since the Unix epoch, UTC
   */
  abstract touch(id: string, at: number): Promise<void>;
}
