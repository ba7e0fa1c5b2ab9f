import { Injectable } from '@nestjs/common';
import { Problem, type Fault } from '../graph/problem.js';
import { Clock, rfc3339 } from './clock.js';
import { isAtLeast, type Operator, type Role } from './operator.js';
import { Snapshots } from './snapshots.js';
import { freshToken, isSameSecret, isSecretOf, readToken } from './token-text.js';
import { TokenStore, USE_NOTED_SECONDS, type NewToken, type StoredToken } from './token-store.js';
import { Writes, type Attempt } from './writes.js';

/** What the settings say of tokens. */
export abstract class TokenSettings {
  /** An admin token that needs no database; `null` for none. */
  abstract readonly bootstrapToken: string | null;
}

/** A token as its maker wants it. */
export interface TokenDraft {
  readonly name: string;
  readonly role: Role;
  /** By name or alias; `null` for all of them. */
  readonly streams: readonly string[] | null;
  /** Seconds since the Unix epoch, UTC; `null` for never. */
  readonly expiresAt: number | null;
}

/** Who wants something written, and how. */
export interface WriteAsked {
  readonly operator: Operator;
  readonly attempt: Attempt;
  readonly requestId: string | null;
}

/** A token that was just made. */
export interface MadeToken {
  readonly token: NewToken;
  /** Shown this once; `null` when it was only tried. */
  readonly text: string | null;
}

/** Who the bearer of `BOOTSTRAP_TOKEN` is. */
const BOOTSTRAP: Operator = {
  tokenId: 'bootstrap',
  name: 'bootstrap',
  role: 'admin',
  streams: null,
  expiresAt: null,
};

/** The tokens that operators show, and what they may do with each other's. @see http-api.md 4 */
@Injectable()
export class Tokens {
  constructor(
    private readonly store: TokenStore,
    private readonly writes: Writes,
    private readonly snapshots: Snapshots,
    private readonly settings: TokenSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Whose token this is. The token of the settings, and what cannot be a token, are told without a database.
   * @throws Problem `unauthenticated`, `database_unavailable`
   */
  async authenticate(text: string): Promise<Operator> {
    const { bootstrapToken } = this.settings;
    if (bootstrapToken !== null && isSameSecret(text, bootstrapToken)) return BOOTSTRAP;
    const token = await this.#find(text);
    if (!token) {
      throw new Problem('unauthenticated', 'this token is not known here, or was revoked: ask an admin');
    }
    const now = this.clock.now();
    if (token.expiresAt !== null && token.expiresAt <= now) {
      throw new Problem(
        'unauthenticated',
        `this token expired at ${timeText(token.expiresAt)}: ask an admin`,
      );
    }
    if (now - (token.lastUsedAt ?? -Infinity) >= USE_NOTED_SECONDS) await this.store.touch(token.id, now);
    return operatorOf(token);
  }

  /** Those that may not more than the operator, oldest first. */
  async list({ streams }: Operator): Promise<readonly StoredToken[]> {
    return (await this.store.all()).filter((token) => isWithin(token.streams, streams));
  }

  /** Everything that is wrong with a draft, in the words of one who sees the maker's streams only. */
  faultsOf({ streams, expiresAt }: TokenDraft, maker: Operator): readonly Fault[] {
    return [...this.#unknownStreams(streams ?? [], maker.streams), ...pastEnd(expiresAt, this.clock.now())];
  }

  /**
   * Makes a token that may not more than its maker.
   * @param view writes the answer, which is kept for whoever sends the same request again
   * @throws Problem `forbidden`, `invalid_release_data`, `idempotency_conflict`
   */
  async create<T extends object>(
    draft: TokenDraft,
    { operator, attempt, requestId }: WriteAsked,
    view: (made: MadeToken) => T,
  ): Promise<T | Readonly<Record<string, unknown>>> {
    return this.writes.run(attempt, async (transaction) => {
      const known = { ...draft, streams: draft.streams && this.#namesOf(draft.streams) };
      refuseMoreThan(operator, known);
      refuse(this.faultsOf(draft, operator));
      const { text, ...fresh } = freshToken();
      const token = { ...known, ...fresh };
      const operations = [operationOf('create_token', token)];
      await transaction.addToken(token, { operator, operations, reason: '', requestId });
      return view({ token, text: attempt.dryRun ? null : text });
    });
  }

  /**
   * Ends a token at once.
   * @param view writes the answer, which is kept for whoever sends the same request again
   * @throws Problem `not_found` also for one that the operator does not see; `idempotency_conflict`
   */
  async revoke<T extends object>(
    id: string,
    { operator, attempt, requestId }: WriteAsked,
    view: (token: StoredToken) => T,
  ): Promise<T | Readonly<Record<string, unknown>>> {
    const refuseUnseen = (token: StoredToken): void => {
      if (!isWithin(token.streams, operator.streams))
        throw new Problem('not_found', 'there is no such token');
    };
    const operations = [{ op: 'revoke_token', id }];
    return this.writes.run(attempt, async (transaction) =>
      view(await transaction.removeToken(id, refuseUnseen, { operator, operations, reason: '', requestId })),
    );
  }

  async #find(text: string): Promise<StoredToken | null> {
    const parts = readToken(text);
    if (!parts) return null;
    const token = await this.store.find(parts.id);
    return token && isSecretOf(parts.secret, token.secretHash) ? token : null;
  }

  /** Sorted; names that nobody knows stay as they are. */
  #namesOf(streams: readonly string[]): readonly string[] {
    const names = streams.map((name) => this.snapshots.find(name)?.stream.name ?? name);
    return [...new Set(names)].sort();
  }

  #unknownStreams(streams: readonly string[], bounds: readonly string[] | null): readonly Fault[] {
    const names = this.snapshots.names().filter((name) => isWithin([name], bounds));
    const known = names.length > 0 ? `use ${names.join(', ')}` : 'there is none yet';
    return streams.flatMap((name, index) => {
      if (names.includes(this.snapshots.find(name)?.stream.name ?? '')) return [];
      const message = `there is no stream ${name}: ${known}`;
      return [{ code: 'unknown_stream', document: '', path: `/streams/${index}`, message }];
    });
  }
}

function operatorOf({ id, name, role, streams, expiresAt }: StoredToken): Operator {
  return { tokenId: id, name, role, streams, expiresAt };
}

/** Whether some streams (`null`: all) are among others. */
function isWithin(streams: readonly string[] | null, bounds: readonly string[] | null): boolean {
  if (bounds === null) return true;
  return streams !== null && streams.every((name) => bounds.includes(name));
}

function refuseMoreThan(maker: Operator, draft: TokenDraft): void {
  const reasons: string[] = [];
  if (!isAtLeast(maker.role, draft.role)) reasons.push(`its role is at most ${maker.role}`);
  if (!isWithin(draft.streams, maker.streams)) {
    reasons.push(`its streams are some of ${(maker.streams ?? []).join(', ')}`);
  }
  if (maker.expiresAt !== null && (draft.expiresAt === null || draft.expiresAt > maker.expiresAt)) {
    reasons.push(`it expires at ${timeText(maker.expiresAt)} or before`);
  }
  if (reasons.length === 0) return;
  throw new Problem('forbidden', `a token may not more than the one that makes it: ${reasons.join(', ')}`);
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const value = faults.map(({ message }) => message).join('; ');
  throw new Problem('invalid_release_data', value, { faults });
}

function pastEnd(expiresAt: number | null, now: number): readonly Fault[] {
  if (expiresAt === null || expiresAt > now) return [];
  const message = `${timeText(expiresAt)} has passed: give a time to come, or leave it out`;
  return [{ code: 'end_in_past', document: '', path: '/expires_at', message }];
}

/** What was done, for the audit: all but the secret. */
export function operationOf(op: string, token: NewToken): { readonly op: string } {
  const { id, name, role, streams, expiresAt } = token;
  const operation = {
    op,
    id,
    name,
    role,
    streams,
    expires_at: expiresAt === null ? null : rfc3339(expiresAt),
  };
  return operation;
}

function timeText(epochSeconds: number): string {
  return rfc3339(epochSeconds) ?? 'a time beyond the calendar';
}
