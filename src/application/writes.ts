import type { Operator } from './operator.js';
import type { Changed, ChangeNote, Check, Decide, Stream } from './stream-store.js';
import type { NewToken, StoredToken } from './token-store.js';

/** What makes two requests the same one. @see http-api.md 1 "Idempotency-Key" */
export interface Once {
  readonly token: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly bodyHash: string;
}

export interface Attempt {
  /** `null` for a request that may be repeated. */
  readonly once: Once | null;
  /** Everything is done and checked, nothing is kept. */
  readonly dryRun: boolean;
}

/** A change that is not about one stream, for the audit. */
export type AuditNote = Pick<ChangeNote, 'operations' | 'reason' | 'requestId'> & {
  readonly operator: Operator;
};

/** All that a write can do, in one transaction. */
export abstract class WriteTransaction {
  /** As `StreamStore.change`. */
  abstract change(name: string, decide: Decide, note: ChangeNote): Promise<Changed>;

  /**
   * Removes a stream with its releases and revisions; the audit stays.
   * @param check is given the stream as it stands; what it throws undoes all
   * @throws Problem `unknown_stream`, and whatever `check` throws
   */
  abstract remove(name: string, check: Check, note: ChangeNote): Promise<Stream>;

  abstract addToken(token: NewToken, note: AuditNote): Promise<void>;

  /**
   * Adds a token where there is none at all: of several that try at once, one does.
   * @returns whether it was added
   */
  abstract addFirstToken(token: NewToken, note: AuditNote): Promise<boolean>;

  /**
   * @param check is given the token; what it throws undoes all
   * @throws Problem `not_found`, and whatever `check` throws
   */
  abstract removeToken(
    id: string,
    check: (token: StoredToken) => void,
    note: AuditNote,
  ): Promise<StoredToken>;
}

/** Opens transactions for what operators write. */
export abstract class Writes {
  /**
   * Does the work in one transaction. A request that was answered before, within a day, gets that answer
   * again and does nothing; one that comes while the first is under way waits for it.
   * @param work gives the answer; what it throws undoes all
   * @throws Problem `idempotency_conflict`, and whatever `work` throws
   */
  abstract run<T extends object>(
    attempt: Attempt,
    work: (transaction: WriteTransaction) => Promise<T>,
  ): Promise<T | Readonly<Record<string, unknown>>>;
}
