import { DurationCounts } from '../agent/duration-counts.js';
import type { Shed } from '../limits/shed.js';
import type { HeldScope } from './held-scope.js';
import type { HeldStreams } from './held-streams.js';
import type { Counts, ScopeCounts } from './messages.js';

/** What a worker counts, until it tells of it. */
export class WorkerCounts {
  readonly durations = new DurationCounts();
  /** Of scopes that are gone since. */
  readonly #gone: HeldScope[] = [];

  constructor(
    private readonly held: HeldStreams,
    private readonly shed: Shed,
    private readonly connections: () => number,
  ) {}

  /** Keeps what was counted of scopes that nobody is answered from any more. */
  keep(scopes: readonly HeldScope[]): void {
    this.#gone.push(...scopes);
  }

  /** Tells what was counted since it was last told. */
  take(): Counts {
    const scopes = [...this.#gone.splice(0), ...this.held.scopes()].flatMap(takeScope);
    const anonymous = this.held.anonymous;
    this.held.anonymous = 0;
    const shed = [...this.shed.counts()].filter(([, count]) => count > 0);
    for (const [reason, count] of shed) this.shed.count(reason, -count);
    return { scopes, anonymous, durations: this.durations.take(), shed, connections: this.connections() };
  }
}

function takeScope({ traffic }: HeldScope): readonly ScopeCounts[] {
  const counts = { ...traffic };
  Object.assign(traffic, { sent: 0, notModified: 0, unknownPayload: 0 });
  return counts.sent + counts.notModified + counts.unknownPayload > 0 ? [counts] : [];
}
