import { Clock } from '../../src/application/clock.js';
import { DocumentSource, type SourceDocuments } from '../../src/application/document-source.js';
import { Instances } from '../../src/application/instances.js';
import { SavedStreams, type Saved } from '../../src/application/saved-streams.js';
import { SourceStates } from '../../src/application/source-states.js';
import type { SourceStatus } from '../../src/application/sources.js';
import { Log } from '../../src/application/log.js';
import {
  markOf,
  StreamStore,
  type Changed,
  type ChangeNote,
  type Check,
  type Decide,
  type HistoryPage,
  type Revision,
  type Stream,
} from '../../src/application/stream-store.js';
import {
  TokenStore,
  USE_NOTED_SECONDS,
  type NewToken,
  type StoredToken,
} from '../../src/application/token-store.js';
import { Writes, WriteTransaction, type Attempt, type AuditNote } from '../../src/application/writes.js';
import type { Release } from '../../src/graph/model.js';
import { Problem } from '../../src/graph/problem.js';
import { changesBetween } from '../../src/graph/stream.js';
import { isDeepStrictEqual } from 'node:util';

/** A clock that stands where the test puts it. */
export class FixedClock extends Clock {
  constructor(public at: number) {
    super();
  }

  override now(): number {
    return this.at;
  }
}

/** Keeps log lines for the test to look at. */
export class MemoryLog extends Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: object }[] = [];

  override error(message: string, fields: object = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }

  override warn(message: string, fields: object = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  override info(message: string, fields: object = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }

  override debug(): void {
    // Nobody asks for these.
  }
}

/** Streams in memory: what the contract asks of a store and nothing else. */
export class MemoryStore extends StreamStore {
  readonly #streams = new Map<string, Stream>();
  readonly #history = new Map<string, (readonly Release[])[]>();
  #changes: Promise<unknown> = Promise.resolve();
  /** Set to make the store fail like one whose database is gone. */
  down = false;

  override revisions(): Promise<ReadonlyMap<string, number>> {
    return this.#answer(() => new Map([...this.#streams].map(([name, { revision }]) => [name, revision])));
  }

  override marks(): Promise<ReadonlyMap<string, string>> {
    return this.#answer(() => new Map([...this.#streams].map(([name, stream]) => [name, markOf(stream)])));
  }

  /** The time that changes are made at. */
  at = 1;

  /** What clockOffset says. */
  offset = 0;

  override clockOffset(): Promise<number> {
    return this.#answer(() => this.offset);
  }

  override read(names: readonly string[]): Promise<readonly Stream[]> {
    return this.#answer(() => [...names].sort().flatMap((name) => this.#streams.get(name) ?? []));
  }

  override releasesAt(name: string, revision: number): Promise<readonly Release[] | null> {
    return this.#answer(() => this.#history.get(name)?.[revision - 1] ?? null);
  }

  override change(name: string, decide: Decide, note: ChangeNote): Promise<Changed> {
    const turn = this.#changes.then(() => this.#answer(() => this.#change(name, decide, note)));
    this.#changes = turn.catch(() => undefined);
    return turn;
  }

  async #change(name: string, decide: Decide, note: ChangeNote): Promise<Changed> {
    const known = this.#streams.get(name);
    if (!known && this.#aliasesOfOthers(name).includes(name)) throw new Problem('already_exists', name);
    const current = known ?? (note.create && { ...note.create, name, revision: 0, updatedAt: 0 });
    if (!current) throw new Problem('unknown_stream', name);
    const next = { ...current, ...(await decide(current, this.at)) };
    if (known && isDeepStrictEqual(next, current)) return { changed: false, stream: current };
    const taken = [...this.#streams.keys(), ...this.#aliasesOfOthers(name)];
    if (next.aliases.some((alias) => taken.includes(alias))) throw new Problem('already_exists', name);
    const stream = {
      ...next,
      aliases: [...next.aliases].sort(),
      revision: current.revision + 1,
      updatedAt: this.at,
    };
    this.#streams.set(name, stream);
    this.#history.set(name, [...(this.#history.get(name) ?? []), stream.releases]);
    return { changed: true, stream };
  }

  /** Only what was changed when: who did it, and why, is kept by PostgreSQL alone. */
  override history(name: string, { before, limit }: HistoryPage): Promise<readonly Revision[]> {
    const known = this.#history.get(name) ?? [];
    const note = { id: '', at: this.at, actor: '', role: '', operations: [], reason: '', requestId: null };
    const revisions = known.map((releases, index) => ({
      ...note,
      stream: name,
      revision: index + 1,
      changes: changesBetween(known[index - 1] ?? [], releases),
    }));
    return this.#answer(() =>
      revisions
        .filter(({ revision }) => before === null || revision < before)
        .reverse()
        .slice(0, limit),
    );
  }

  override audit(): Promise<never> {
    return Promise.reject(new Error('only PostgreSQL keeps it'));
  }

  /** What operators will do. */
  delete(name: string): void {
    this.#streams.delete(name);
    this.#history.delete(name);
  }

  /** @returns what puts everything back to how it is now */
  undoPoint(): () => void {
    const [streams, history] = [[...this.#streams], [...this.#history]];
    return () => {
      this.#streams.clear();
      this.#history.clear();
      for (const [name, stream] of streams) this.#streams.set(name, stream);
      for (const [name, lists] of history) this.#history.set(name, lists);
    };
  }

  #aliasesOfOthers(name: string): readonly string[] {
    return [...this.#streams.values()].filter((one) => one.name !== name).flatMap(({ aliases }) => aliases);
  }

  #answer<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.down) return Promise.reject(new Problem('database_unavailable', 'away'));
    return new Promise((resolve) => {
      resolve(work());
    });
  }
}

/** Tokens in memory. */
export class MemoryTokenStore extends TokenStore {
  readonly rows = new Map<string, StoredToken>();
  /** Set to make the store fail like one whose database is gone. */
  down = false;
  /** How often it was asked for one. */
  finds = 0;

  override all(): Promise<readonly StoredToken[]> {
    return this.#answer(() => [...this.rows.values()]);
  }

  override find(id: string): Promise<StoredToken | null> {
    this.finds += 1;
    return this.#answer(() => this.rows.get(id) ?? null);
  }

  override touch(id: string, at: number): Promise<void> {
    return this.#answer(() => {
      const token = this.rows.get(id);
      if (!token || at - (token.lastUsedAt ?? -Infinity) < USE_NOTED_SECONDS) return;
      this.rows.set(id, { ...token, lastUsedAt: at });
    });
  }

  #answer<T>(work: () => T): Promise<T> {
    if (this.down) return Promise.reject(new Problem('database_unavailable', 'away'));
    return Promise.resolve(work());
  }
}

/** Writes in memory, one after the other. */
export class MemoryWrites extends Writes {
  readonly audit: AuditNote[] = [];
  readonly #answers = new Map<string, { readonly bodyHash: string; readonly answer: object }>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly streams = new MemoryStore(),
    readonly tokens = new MemoryTokenStore(),
  ) {
    super();
  }

  override run<T extends object>(attempt: Attempt, work: (transaction: WriteTransaction) => Promise<T>) {
    const turn = this.#queue.then(() => this.#run(attempt, work));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #run<T extends object>(
    { once, dryRun }: Attempt,
    work: (transaction: WriteTransaction) => Promise<T>,
  ) {
    if (this.tokens.down) throw new Problem('database_unavailable', 'away');
    const kept = once && !dryRun ? { ...once, bodyHash: '' } : null;
    const first = kept && this.#answers.get(JSON.stringify(kept));
    if (first && first.bodyHash !== once?.bodyHash) throw new Problem('idempotency_conflict', 'another body');
    if (first) return { ...first.answer };
    const undo = this.#undoPoint();
    try {
      const answer = await work(new MemoryTransaction(this));
      if (dryRun) undo();
      const { token: _, ...rest } = { token: null, ...answer };
      if (kept) this.#answers.set(JSON.stringify(kept), { bodyHash: once?.bodyHash ?? '', answer: rest });
      return answer;
    } catch (error) {
      undo();
      throw error;
    }
  }

  #undoPoint(): () => void {
    const [undoStreams, tokens, notes] = [this.streams.undoPoint(), [...this.tokens.rows], this.audit.length];
    return () => {
      undoStreams();
      this.tokens.rows.clear();
      for (const [id, token] of tokens) this.tokens.rows.set(id, token);
      this.audit.length = notes;
    };
  }
}

class MemoryTransaction extends WriteTransaction {
  constructor(private readonly writes: MemoryWrites) {
    super();
  }

  override change(name: string, decide: Decide, note: ChangeNote): Promise<Changed> {
    return this.writes.streams.change(name, decide, note);
  }

  override async remove(name: string, check: Check): Promise<Stream> {
    const [stream] = await this.writes.streams.read([name]);
    if (!stream) throw new Problem('unknown_stream', name);
    await check(stream);
    this.writes.streams.delete(name);
    return stream;
  }

  override addToken(token: NewToken, note: AuditNote): Promise<void> {
    const { streams, tokens, audit } = this.writes;
    tokens.rows.set(token.id, { ...token, createdAt: streams.at, lastUsedAt: null });
    audit.push(note);
    return Promise.resolve();
  }

  override async addFirstToken(token: NewToken, note: AuditNote): Promise<boolean> {
    if (this.writes.tokens.rows.size > 0) return false;
    await this.addToken(token, note);
    return true;
  }

  override async removeToken(
    id: string,
    check: (token: StoredToken) => void,
    note: AuditNote,
  ): Promise<StoredToken> {
    const token = await this.writes.tokens.find(id);
    if (!token) throw new Problem('not_found', id);
    check(token);
    this.writes.tokens.rows.delete(id);
    this.writes.audit.push(note);
    return token;
  }
}

/** A source whose documents the test sets; a Problem in place of documents is thrown. */
export class MemorySource extends DocumentSource {
  override readonly url = 'memory';
  readonly documents = new Map<string, SourceDocuments | Problem>();
  unreadable: Problem | null = null;

  override streams(): Promise<readonly string[]> {
    return this.unreadable ? Promise.reject(this.unreadable) : Promise.resolve([...this.documents.keys()]);
  }

  override read(stream: string): Promise<SourceDocuments> {
    const found = this.documents.get(stream) ?? new Problem('document_unreadable', `${stream} is not there`);
    return found instanceof Problem ? Promise.reject(found) : Promise.resolve(found);
  }

  /** Sets the documents of a stream from their JSON values. */
  set(stream: string, index: object, updates: object, aliases: readonly string[] = []): void {
    const repeated = new Set<string>();
    const parsed = {
      index: { name: `streams/${stream}/releases.json`, value: index, repeated },
      updates: { name: `updates/${stream}.json`, value: updates, repeated },
      profile: { aliases, description: '' },
    };
    this.documents.set(stream, {
      digest: JSON.stringify([index, updates, aliases]),
      parse: () => parsed,
      *parseSteps() {
        yield;
        return parsed;
      },
    });
  }
}

/** How sources fare, shared by those who are given the same one. */
export class MemoryStates extends SourceStates {
  readonly rows = new Map<string, SourceStatus>();
  down = false;

  override load(): Promise<ReadonlyMap<string, SourceStatus>> {
    return this.#answer(() => new Map(this.rows));
  }

  override save(stream: string, status: SourceStatus): Promise<void> {
    return this.#answer(() => void this.rows.set(stream, status));
  }

  override prune(streams: readonly string[]): Promise<void> {
    return this.#answer(() => {
      for (const name of this.rows.keys()) if (!streams.includes(name)) this.rows.delete(name);
    });
  }

  #answer<T>(work: () => T): Promise<T> {
    return this.down ? Promise.reject(new Problem('database_unavailable', 'away')) : Promise.resolve(work());
  }
}

/** An instance whose duty the test gives and takes. */
export class MemoryInstances extends Instances {
  readonly #listeners: (() => void)[] = [];

  constructor(public onDuty = true) {
    super();
  }

  override takeDuty(): Promise<boolean> {
    return Promise.resolve(this.onDuty);
  }

  override onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A disk that can fail. */
export class MemorySaved extends SavedStreams {
  readonly streams = new Map<string, Stream>();
  asOf = 0;
  broken = false;
  /** What every write waits for. */
  gate: Promise<void> = Promise.resolve();

  override async save(stream: Stream): Promise<void> {
    await this.gate;
    return this.#answer(() => void this.streams.set(stream.name, stream));
  }

  override confirm(names: readonly string[], at: number): Promise<void> {
    return this.#answer(() => {
      for (const name of this.streams.keys()) if (!names.includes(name)) this.streams.delete(name);
      this.asOf = at;
    });
  }

  override load(): Promise<Saved> {
    return this.#answer(() => ({ asOf: this.asOf, streams: [...this.streams.values()], refused: [] }));
  }

  #answer<T>(work: () => T): Promise<T> {
    return this.broken ? Promise.reject(new Error('no space left')) : Promise.resolve(work());
  }
}
