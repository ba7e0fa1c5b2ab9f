import { Injectable } from '@nestjs/common';
import { Sources } from './sources.js';
import { Upkeep } from './upkeep.js';

/** Something that is not as it should be while agents are served all the same. */
export interface Degradation {
  readonly what: 'database' | 'clock' | 'source';
  /** Of which stream; `null` for all of them. */
  readonly stream: string | null;
  readonly kind: string;
}

/** Whether this instance should be given agents, and what it suffers from. */
@Injectable()
export class Readiness {
  constructor(
    private readonly upkeep: Upkeep,
    private readonly sources: Sources,
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
    const { unreadable } = this.sources;
    const streams = [...this.sources.all()].flatMap(([stream, { lastError }]) =>
      lastError ? [{ what: 'source', stream, kind: lastError.kind } as const] : [],
    );
    return [
      ...(this.upkeep.databaseUp
        ? []
        : [{ what: 'database', stream: null, kind: 'database_unavailable' } as const]),
      ...(this.upkeep.clockIsOff ? [{ what: 'clock', stream: null, kind: 'clock_off' } as const] : []),
      ...(unreadable ? [{ what: 'source', stream: null, kind: unreadable } as const] : []),
      ...streams,
    ];
  }
}
