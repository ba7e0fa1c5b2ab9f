import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { LastSnapshots } from './last-snapshots.js';
import { Snapshots } from './snapshots.js';
import { Sources } from './sources.js';
import { isFollowing } from './stream-store.js';
import { Upkeep } from './upkeep.js';

/** What can be amiss: served is what was saved, and what is served cannot be saved, among others. */
export const DEGRADED = ['database', 'clock', 'snapshots', 'source'] as const;

/** Something that is not as it should be while agents are served all the same. */
export interface Degradation {
  readonly what: (typeof DEGRADED)[number];
  /** Of which stream; `null` for all of them. */
  readonly stream: string | null;
  readonly kind: string;
  /** When what is served was last known to be right: seconds since the Unix epoch, UTC; `null` where that says nothing. */
  readonly asOf: number | null;
}

/** Whether this instance should be given agents, and what it suffers from. */
@Injectable()
export class Readiness {
  constructor(
    private readonly upkeep: Upkeep,
    private readonly snapshots: Snapshots,
    private readonly lastSnapshots: LastSnapshots,
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {}

  /** Once ready, always ready: the last known good stays served. */
  get ready(): boolean {
    return this.upkeep.ready;
  }

  get databaseUp(): boolean {
    return this.upkeep.databaseUp;
  }

  get clockOffset(): number {
    return this.upkeep.clockOffset;
  }

  degraded(): readonly Degradation[] {
    return [...this.#ofStore(), ...this.#ofSources()];
  }

  /** For how many seconds nobody has said that a stream as it is served is right, by name. */
  ages(): ReadonlyMap<string, number> {
    const now = this.clock.now();
    const ages = this.snapshots.all().flatMap(({ stream }) => {
      const { lastSuccess } = this.sources.statusOf(stream.name);
      const asOf = isFollowing(stream) ? (lastSuccess ?? this.snapshots.savedAsOf) : this.upkeep.asOf;
      return asOf === null ? [] : [[stream.name, Math.max(0, now - asOf)] as const];
    });
    return new Map(ages);
  }

  #ofStore(): readonly Degradation[] {
    const ofAll = { stream: null, asOf: null } as const;
    const { asOf, clockIsOff, databaseUp } = this.upkeep;
    const { savedAsOf } = this.snapshots;
    return [
      ...(databaseUp ? [] : [{ ...ofAll, what: 'database', kind: 'database_unavailable', asOf } as const]),
      ...(clockIsOff ? [{ ...ofAll, what: 'clock', kind: 'clock_off' } as const] : []),
      ...(savedAsOf === null
        ? []
        : [{ ...ofAll, what: 'snapshots', kind: 'saved', asOf: savedAsOf } as const]),
      ...(this.lastSnapshots.damaged ? [{ ...ofAll, what: 'snapshots', kind: 'damaged' } as const] : []),
      ...(this.lastSnapshots.failing ? [{ ...ofAll, what: 'snapshots', kind: 'not_saved' } as const] : []),
    ];
  }

  #ofSources(): readonly Degradation[] {
    const { unreadable } = this.sources;
    const streams = [...this.sources.all()].flatMap(([stream, { lastError, lastSuccess }]) => {
      const isMissing = lastSuccess === null && this.snapshots.find(stream) === null;
      const kind = lastError?.kind ?? (isMissing ? 'not_ready' : null);
      return kind === null ? [] : [{ what: 'source', stream, kind, asOf: lastSuccess } as const];
    });
    return [
      ...(unreadable ? [{ what: 'source', stream: null, kind: unreadable, asOf: null } as const] : []),
      ...streams,
    ];
  }
}
