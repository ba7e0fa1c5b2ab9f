import { Injectable } from '@nestjs/common';
import { graphSteps } from '../graph/build-graph.js';
import type { Graph, Scheme } from '../graph/model.js';
import { aliasesInScope, type ScopeAliases } from '../graph/payload-aliases.js';
import { targetsOf } from '../graph/policy.js';
import { atOnce, type Steps } from '../graph/steps.js';
import { Fellows, NoFellows } from './fellows.js';
import { Log } from './log.js';
import { inSlices } from './slices.js';
import { markOf, StreamStore, type Stream } from './stream-store.js';

/** One basearch and scheme of a stream that has releases there. */
export interface ScopeGraph {
  readonly basearch: string;
  readonly scheme: Scheme;
  readonly graph: Graph;
  /** The nodes that an edge leads to. */
  readonly targets: readonly number[];
  /** Who is recognised by another payload than that of its node. */
  readonly aliases: ScopeAliases;
}

/** One revision of one stream: all answers about the stream come from it. */
export interface Snapshot {
  readonly stream: Stream;
  /** Sorted by basearch, `checksum` before `oci`; never a graph without nodes. */
  readonly scopes: readonly ScopeGraph[];
}

/** Is told of every new snapshot as it takes the place of the one before. */
export type SnapshotListener = (name: string, snapshot: Snapshot | null) => void;

/**
 * Makes ready what is served of a new snapshot, while the one before is served still.
 * @returns what puts it in place, which takes no time: all of a stream changes in one turn
 */
export type SnapshotPreparer = (name: string, snapshot: Snapshot | null) => Steps<() => void>;

/**
 * The last known good of every stream, in memory. It is read from the store at the start, and whenever
 * a stream's revision has moved; when the store is away everything stays as it is.
 */
@Injectable()
export class Snapshots {
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #preparers: SnapshotPreparer[] = [];
  readonly #listeners: SnapshotListener[] = [];
  #savedAsOf: number | null = null;
  #hasRead = false;
  #turns: Promise<void> = Promise.resolve();
  #nextRefresh: Promise<void> | null = null;

  constructor(
    private readonly store: StreamStore,
    private readonly log: Log,
    private readonly fellows: Fellows = new NoFellows(),
  ) {}

  /** By name or alias. */
  find(name: string): Snapshot | null {
    const byName = this.#snapshots.get(name);
    if (byName) return byName;
    return this.all().find(({ stream }) => stream.aliases.includes(name)) ?? null;
  }

  /** Sorted by name. */
  all(): readonly Snapshot[] {
    return [...this.#snapshots.values()].sort((a, b) => (a.stream.name < b.stream.name ? -1 : 1));
  }

  /** Of all streams, sorted. */
  names(): readonly string[] {
    return this.all().map(({ stream }) => stream.name);
  }

  /** Is told of all snapshots there are, and of those to come. */
  subscribe(listener: SnapshotListener): void {
    this.#listeners.push(listener);
    for (const [name, snapshot] of this.#snapshots) listener(name, snapshot);
  }

  /** Has everything ready that is served of snapshots: of all there are, and of those to come. */
  prepareWith(preparer: SnapshotPreparer): void {
    this.#preparers.push(preparer);
    for (const [name, snapshot] of this.#snapshots) atOnce(preparer(name, snapshot))();
  }

  /** As of when they were saved, while they are not the store's; `null` once they are. */
  get savedAsOf(): number | null {
    return this.#savedAsOf;
  }

  /** Whether the store has been read. */
  get isOfStore(): boolean {
    return this.#hasRead;
  }

  /**
   * Serves what was saved of an earlier life of the server, until the store has been read.
   * @param asOf seconds since the Unix epoch, UTC
   * @returns whether it does: not where the store has been read already, or was meanwhile
   */
  async serveSaved(streams: readonly Stream[], asOf: number): Promise<boolean> {
    if (this.isOfStore || this.#savedAsOf !== null) return false;
    this.#savedAsOf = asOf;
    for (const stream of streams) {
      const put = await this.#prepared(stream);
      if (this.#hasRead) return false;
      put();
    }
    return true;
  }

  /**
   * Takes over what has changed in the store; when it returns, it is served. One after the other: whoever comes
   * while one is under way shares the next with all who wait.
   */
  refresh(): Promise<void> {
    this.#nextRefresh ??= this.#inTurn(() => {
      this.#nextRefresh = null;
      return this.#refresh();
    });
    return this.#nextRefresh;
  }

  /** Takes over a stream that was changed here just now, if nothing newer is served already. */
  async adopt(stream: Stream): Promise<void> {
    await this.#inTurn(async () => {
      if ((this.#snapshots.get(stream.name)?.stream.revision ?? -1) >= stream.revision) return;
      const put = await this.#prepared(stream);
      put();
      await this.fellows.caughtUp();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  async #refresh(): Promise<void> {
    const marks = await this.store.marks();
    const stale = [...marks].filter(([name, mark]) => this.#markOf(name) !== mark);
    const streams = await this.store.read(stale.map(([name]) => name));
    const puts: (() => void)[] = [];
    for (const stream of streams) puts.push(await this.#prepared(stream));
    [this.#savedAsOf, this.#hasRead] = [null, true];
    for (const name of this.#snapshots.keys()) if (!marks.has(name)) this.#remove(name);
    for (const put of puts) put();
    await this.fellows.caughtUp();
    for (const { name, revision } of streams) this.log.debug('snapshot taken', { stream: name, revision });
  }

  /** What was saved is read again, whatever it says of itself. */
  #markOf(name: string): string | null {
    const snapshot = this.#savedAsOf === null ? this.#snapshots.get(name) : undefined;
    return snapshot ? markOf(snapshot.stream) : null;
  }

  /** @returns what puts the stream in place, and tells of it */
  async #prepared(stream: Stream): Promise<() => void> {
    const snapshot = await inSlices(snapshotSteps(stream));
    const puts: (() => void)[] = [];
    for (const preparer of this.#preparers) puts.push(await inSlices(preparer(stream.name, snapshot)));
    // So that it is put in place everywhere at once.
    await this.fellows.caughtUp();
    return () => this.#put(stream.name, snapshot, puts);
  }

  #remove(name: string): void {
    const puts = this.#preparers.map((preparer) => atOnce(preparer(name, null)));
    this.#put(name, null, puts);
  }

  #put(name: string, snapshot: Snapshot | null, puts: readonly (() => void)[]): void {
    if (snapshot) this.#snapshots.set(name, snapshot);
    if (!snapshot) this.#snapshots.delete(name);
    for (const put of puts) put();
    for (const listener of this.#listeners) listener(name, snapshot);
  }
}

/** All graphs of a stream. */
function* snapshotSteps(stream: Stream): Steps<Snapshot> {
  const scopes: ScopeGraph[] = [];
  for (const { basearch, scheme, graph } of yield* graphSteps(stream.releases)) {
    const aliases = aliasesInScope(stream.releases, { graph, basearch, scheme });
    yield;
    scopes.push({ basearch, scheme, graph, targets: targetsOf(graph), aliases });
    yield;
  }
  return { stream, scopes };
}
