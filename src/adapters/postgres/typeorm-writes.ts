import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { Problem } from '../../graph/problem.js';
import type { Changed, ChangeNote, Check, Decide, Stream } from '../../application/stream-store.js';
import type { NewToken, StoredToken } from '../../application/token-store.js';
import {
  Writes,
  WriteTransaction,
  type Attempt,
  type AuditNote,
  type Once,
} from '../../application/writes.js';
import { DatabaseTime } from './database-time.js';
import { Database } from './database.js';
import { AuditRow } from './entities.js';
import { FirstAnswerRow, TokenRow } from './operator-entities.js';
import { StreamCache } from './stream-cache.js';
import { StreamChanges } from './stream-changes.js';

const DAY_SECONDS = 86_400;

/** Any number but those of the migrations and of the names. */
const FIRST_TOKEN_LOCK = 7_266_848;

/** What operators write, in PostgreSQL: the change, its audit and its first answer in one transaction. */
@Injectable()
export class TypeOrmWrites extends Writes {
  constructor(
    private readonly database: Database,
    private readonly changes: StreamChanges,
    private readonly time: DatabaseTime,
    private readonly cache: StreamCache,
  ) {
    super();
  }

  /** For those who put no application together. */
  static on(database: Database): TypeOrmWrites {
    const [cache, time] = [new StreamCache(), new DatabaseTime()];
    return new TypeOrmWrites(database, new StreamChanges(time, cache), time, cache);
  }

  override async run<T extends object>(
    { once, dryRun }: Attempt,
    work: (transaction: WriteTransaction) => Promise<T>,
  ): Promise<T | Readonly<Record<string, unknown>>> {
    const changed: Stream[] = [];
    const tried: T[] = [];
    const attempt = this.database.transaction(async (manager) => {
      const first = once && !dryRun ? await this.#firstAnswer(manager, once) : null;
      if (first) return first;
      const answer = await work(new Transaction(manager, this.changes, this.time, changed));
      if (dryRun) {
        tried.push(answer);
        throw new Undone();
      }
      if (once) await this.#keepAnswer(manager, once, answer);
      return answer;
    });
    try {
      const answer = await attempt;
      for (const stream of changed) this.cache.keep(stream);
      return answer;
    } catch (error) {
      const [answer] = tried;
      if (answer && error instanceof Undone) return answer;
      throw error;
    }
  }

  /** Waits for the same request if it is under way. */
  async #firstAnswer(manager: EntityManager, once: Once): Promise<Readonly<Record<string, unknown>> | null> {
    const { token, key, method, path, bodyHash } = once;
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      JSON.stringify([token, key, method, path]),
    ]);
    const at = await this.time.now(manager);
    await manager.delete(FirstAnswerRow, { at: LessThan(at - DAY_SECONDS) });
    const row = await manager.findOneBy(FirstAnswerRow, { token, key, method, path });
    if (!row) return null;
    if (row.bodyHash === bodyHash) return { ...row.answer };
    throw new Problem(
      'idempotency_conflict',
      'this Idempotency-Key came with another body before: use a new key for a new request',
    );
  }

  async #keepAnswer(manager: EntityManager, once: Once, answer: object): Promise<void> {
    const at = await this.time.now(manager);
    await manager.insert(FirstAnswerRow, { ...once, answer: withoutSecret(answer), at });
  }
}

/** A new token's secret is shown once and kept nowhere. */
function withoutSecret(answer: object): object {
  if (!('token' in answer)) return answer;
  const { token: _token, ...rest } = answer;
  return rest;
}

/** Undoes a transaction whose answer is wanted all the same. */
class Undone extends Error {}

class Transaction extends WriteTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly changes: StreamChanges,
    private readonly time: DatabaseTime,
    private readonly changed: Stream[],
  ) {
    super();
  }

  override async change(name: string, decide: Decide, note: ChangeNote): Promise<Changed> {
    const changed = await this.changes.change(this.manager, name, { decide, note });
    this.changed.push(changed.stream);
    return changed;
  }

  override async remove(name: string, check: Check, note: ChangeNote): Promise<Stream> {
    return this.changes.remove(this.manager, name, { check, note });
  }

  override async addToken(token: NewToken, note: AuditNote): Promise<void> {
    const createdAt = await this.time.now(this.manager);
    const streams = token.streams && [...token.streams];
    await this.manager.insert(TokenRow, { ...token, streams, createdAt, lastUsedAt: null });
    await this.#audit(note);
  }

  override async addFirstToken(token: NewToken, note: AuditNote): Promise<boolean> {
    await this.manager.query('SELECT pg_advisory_xact_lock($1)', [FIRST_TOKEN_LOCK]);
    if (await this.manager.exists(TokenRow)) return false;
    await this.addToken(token, note);
    return true;
  }

  override async removeToken(
    id: string,
    check: (token: StoredToken) => void,
    note: AuditNote,
  ): Promise<StoredToken> {
    const token = await this.manager.findOne(TokenRow, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!token) throw new Problem('not_found', 'there is no such token');
    check(token);
    await this.manager.delete(TokenRow, { id });
    await this.#audit(note);
    return token;
  }

  async #audit({ operator, operations, reason, requestId }: AuditNote): Promise<void> {
    await this.manager.insert(AuditRow, {
      ...{ at: await this.time.now(this.manager), actor: operator.name, role: operator.role },
      ...{ stream: null, revision: null, operations: [...operations], reason, requestId },
    });
  }
}
