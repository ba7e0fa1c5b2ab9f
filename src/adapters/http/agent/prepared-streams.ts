import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../../application/clock.js';
import { Log } from '../../../application/log.js';
import { inSlices } from '../../../application/slices.js';
import { Snapshots, type Snapshot } from '../../../application/snapshots.js';
import type { Scheme } from '../../../graph/model.js';
import type { Steps } from '../../../graph/steps.js';
import { Compressor } from './compressor.js';
import { Outlet, type StreamFacts } from './outlet.js';
import { PreparedAnswer } from './prepared-answer.js';
import { PreparedScope } from './prepared-scope.js';
import { Traffic, type ScopeTraffic } from './traffic.js';

/** How far ahead answers are made, in seconds: a rollout that overtakes another finds them ready. */
const AHEAD_SECONDS = 30;

const EMPTY_GRAPH = Buffer.from('{"nodes":[],"edges":[]}');

/** A stream as agents are answered about it. */
export interface PreparedStream {
  readonly name: string;
  readonly revision: number;
  /** By basearch, then scheme. */
  readonly basearches: ReadonlyMap<string, ReadonlyMap<Scheme, PreparedScope>>;
  /** The answer to every scope of a stream without any release; `null` for all others. */
  readonly empty: PreparedAnswer | null;
  readonly emptyTraffic: ScopeTraffic;
}

/** All streams with their answers made ahead, by name and alias; made anew for every snapshot. */
@Injectable()
export class PreparedStreams implements OnApplicationShutdown {
  readonly #streams = new Map<string, PreparedStream>();
  readonly #byAlias = new Map<string, PreparedStream>();
  readonly #compressor: Compressor;
  readonly #timer: NodeJS.Timeout;
  #isPreparing = false;
  #lastId = 0;

  constructor(
    snapshots: Snapshots,
    private readonly clock: Clock,
    private readonly traffic: Traffic,
    private readonly outlet: Outlet,
    log: Log,
  ) {
    this.#compressor = new Compressor(log);
    snapshots.prepareWith((name, snapshot) => this.#steps(name, snapshot));
    this.#timer = setInterval(() => void this.#prepareAhead(), 1000).unref();
  }

  /** By name or alias. */
  find(name: string): PreparedStream | undefined {
    return this.#streams.get(name) ?? this.#byAlias.get(name);
  }

  /** Names of all streams, sorted. */
  names(): readonly string[] {
    return [...this.#streams.keys()].sort();
  }

  /** Whether every answer has all its forms. */
  get settled(): boolean {
    return this.#compressor.idle;
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  *#steps(name: string, snapshot: Snapshot | null): Steps<() => void> {
    const stream = snapshot && (yield* this.#streamSteps(snapshot));
    return () => this.#put(name, stream, snapshot?.stream.aliases ?? []);
  }

  #put(name: string, stream: PreparedStream | null, aliases: readonly string[]): void {
    const before = this.#streams.get(name);
    for (const [alias, stream] of this.#byAlias) if (stream === before) this.#byAlias.delete(alias);
    this.#streams.delete(name);
    if (stream) {
      this.#streams.set(name, stream);
      for (const alias of aliases) this.#byAlias.set(alias, stream);
    }
    for (const scope of scopesOf(before)) scope.discard();
    // Streams without a release are not worth telling.
    this.outlet.put(name, stream && !stream.empty ? factsOf(stream, aliases) : null);
  }

  *#streamSteps({ stream, scopes }: Snapshot): Steps<PreparedStream> {
    const basearches = new Map<string, Map<Scheme, PreparedScope>>();
    for (const { basearch, scheme, graph, aliases } of scopes) {
      const schemes = basearches.get(basearch) ?? new Map<Scheme, PreparedScope>();
      const traffic = this.traffic.scope(stream.name, basearch, scheme);
      const { outlet } = this;
      const compressor = this.#compressor;
      const parts = {
        id: ++this.#lastId,
        graph,
        aliases,
        revision: stream.revision,
        compressor,
        outlet,
        traffic,
      };
      schemes.set(scheme, yield* PreparedScope.steps(parts, this.clock.now()));
      basearches.set(basearch, schemes);
    }
    return {
      name: stream.name,
      revision: stream.revision,
      basearches,
      empty: stream.releases.length === 0 ? new PreparedAnswer(EMPTY_GRAPH, stream.revision) : null,
      emptyTraffic: this.traffic.scope(stream.name, 'other', 'other'),
    };
  }

  async #prepareAhead(): Promise<void> {
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    await inSlices(this.#aheadSteps(this.clock.now()));
    this.#isPreparing = false;
  }

  *#aheadSteps(now: number): Steps<void> {
    for (const stream of this.#streams.values()) {
      for (const scope of scopesOf(stream)) yield* scope.aheadSteps(now, now + AHEAD_SECONDS);
    }
  }
}

function scopesOf(stream: PreparedStream | undefined): readonly PreparedScope[] {
  return [...(stream?.basearches.values() ?? [])].flatMap((schemes) => [...schemes.values()]);
}

function factsOf({ basearches }: PreparedStream, aliases: readonly string[]): StreamFacts {
  const scopes = [...basearches].flatMap(([basearch, schemes]) =>
    [...schemes].map(([scheme, { id }]) => ({ basearch, scheme, id })),
  );
  return { aliases, scopes };
}
