import { Clock } from '../../src/application/clock.js';
import { DocumentSource, type SourceDocuments } from '../../src/application/document-source.js';
import { Log } from '../../src/application/log.js';
import {
  StreamStore,
  type Changed,
  type ChangeNote,
  type Decide,
  type Stream,
} from '../../src/application/stream-store.js';
import type { Release } from '../../src/graph/model.js';
import { Problem } from '../../src/graph/problem.js';
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
  /** Set to make the store fail like one whose database is gone. */
  down = false;

  override revisions(): Promise<ReadonlyMap<string, number>> {
    return this.#answer(() => new Map([...this.#streams].map(([name, { revision }]) => [name, revision])));
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
    return this.#answer(() => {
      const known = this.#streams.get(name);
      if (!known && this.#aliasesOfOthers(name).includes(name)) throw new Problem('already_exists', name);
      const current = known ?? (note.create && { ...note.create, name, revision: 0, updatedAt: 0 });
      if (!current) throw new Problem('unknown_stream', name);
      const next = { ...current, ...decide(current, this.at) };
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
    });
  }

  override history(): Promise<never> {
    return Promise.reject(new Error('only PostgreSQL keeps it'));
  }

  override audit(): Promise<never> {
    return Promise.reject(new Error('only PostgreSQL keeps it'));
  }

  /** What operators will do. */
  delete(name: string): void {
    this.#streams.delete(name);
  }

  #aliasesOfOthers(name: string): readonly string[] {
    return [...this.#streams.values()].filter((one) => one.name !== name).flatMap(({ aliases }) => aliases);
  }

  #answer<T>(work: () => T): Promise<T> {
    if (this.down) return Promise.reject(new Problem('database_unavailable', 'away'));
    return new Promise((resolve) => {
      resolve(work());
    });
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
    this.documents.set(stream, {
      digest: JSON.stringify([index, updates, aliases]),
      parse: () => ({
        index: { name: `streams/${stream}/releases.json`, value: index, repeated },
        updates: { name: `updates/${stream}.json`, value: updates, repeated },
        profile: { aliases, description: '' },
      }),
    });
  }
}
