import { Injectable } from '@nestjs/common';
import { graphsOf } from '../graph/build-graph.js';
import type { Graph, Scheme } from '../graph/model.js';
import { aliasesInScope, type ScopeAliases } from '../graph/payload-aliases.js';
import { targetsOf } from '../graph/policy.js';
import { Log } from './log.js';
import { StreamStore, type Stream } from './stream-store.js';

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

/** Is told of every new snapshot, and has it ready to be served when it returns. */
export type SnapshotListener = (name: string, snapshot: Snapshot | null) => void;

/**
 * The last known good of every stream, in memory. It is read from the store at the start, and whenever
 * a stream's revision has moved; when the store is away everything stays as it is.
 */
@Injectable()
export class Snapshots {
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #listeners: SnapshotListener[] = [];
  #refreshing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: StreamStore,
    private readonly log: Log,
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

  /** Takes over what has changed in the store; when it returns, it is served. One call at a time. */
  async refresh(): Promise<void> {
    const turn = this.#refreshing.then(() => this.#refresh());
    this.#refreshing = turn.catch(() => undefined);
    await turn;
  }

  /** Takes over a stream that was changed here just now, if nothing newer is served already. */
  async adopt(stream: Stream): Promise<void> {
    const turn = this.#refreshing.then(() => {
      if ((this.#revisionOf(stream.name) ?? -1) < stream.revision)
        this.#replace(stream.name, snapshotOf(stream));
    });
    this.#refreshing = turn.catch(() => undefined);
    await turn;
  }

  async #refresh(): Promise<void> {
    const revisions = await this.store.revisions();
    for (const name of this.#snapshots.keys()) if (!revisions.has(name)) this.#replace(name, null);
    const stale = [...revisions].filter(([name, revision]) => this.#revisionOf(name) !== revision);
    for (const stream of await this.store.read(stale.map(([name]) => name))) {
      this.#replace(stream.name, snapshotOf(stream));
      this.log.debug('snapshot taken', { stream: stream.name, revision: stream.revision });
    }
  }

  #revisionOf(name: string): number | undefined {
    return this.#snapshots.get(name)?.stream.revision;
  }

  #replace(name: string, snapshot: Snapshot | null): void {
    if (snapshot) this.#snapshots.set(name, snapshot);
    if (!snapshot) this.#snapshots.delete(name);
    for (const listener of this.#listeners) listener(name, snapshot);
  }
}

/** All graphs of a stream. */
export function snapshotOf(stream: Stream): Snapshot {
  const scopes = graphsOf(stream.releases).map(({ basearch, scheme, graph }) => {
    const aliases = aliasesInScope(stream.releases, { graph, basearch, scheme });
    return { basearch, scheme, graph, targets: targetsOf(graph), aliases };
  });
  return { stream, scopes };
}
