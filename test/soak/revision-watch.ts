import type { Outages } from './outages.js';

/** What is known anywhere has to be everywhere after this long; that it mostly takes far less is measured. */
export const STALE_MS = 5000;
/** A database that has come back is given this long to be found again. */
export const HEALING_MS = 10_000;

interface Sighting {
  readonly revision: number;
  readonly at: number;
}

/** Which revision of a stream an instance must have come to, by what was seen and promised before. */
export class RevisionWatch {
  readonly #byInstance = new Map<string, Sighting[]>();
  readonly #anywhere: Sighting[] = [];

  constructor(private readonly outages: Outages) {}

  /** Somebody was answered with a revision, or told that a change of it is done. */
  saw(instance: string | null, revision: number, at: number): void {
    raise(this.#anywhere, { revision, at });
    if (instance === null) return;
    const sightings = this.#byInstance.get(instance) ?? [];
    this.#byInstance.set(instance, sightings);
    raise(sightings, { revision, at });
  }

  /** It has started while the database was away: what it knows is what it had written down. */
  forget(instance: string): void {
    this.#byInstance.delete(instance);
  }

  /** What is wrong with the revision of an answer to a request that was sent then; `null` for nothing. */
  fault(instance: string, revision: number, sentAt: number): string | null {
    const own = newestBefore(this.#byInstance.get(instance) ?? [], sentAt);
    if (revision < own) return `went back: it had served revision ${own} before, and serves ${revision}`;
    const isSteady = !this.outages.touch(sentAt - STALE_MS - HEALING_MS, sentAt);
    const known = isSteady ? newestBefore(this.#anywhere, sentAt - STALE_MS) : 0;
    if (revision >= known) return null;
    return `stale: revision ${known} was known ${STALE_MS} ms before, and it serves ${revision}`;
  }
}

/** Oldest first, each with a higher revision: requests overtake each other. */
function raise(sightings: Sighting[], { revision, at }: Sighting): void {
  if (revision > (sightings.at(-1)?.revision ?? -1)) sightings.push({ revision, at });
}

function newestBefore(sightings: readonly Sighting[], before: number): number {
  return sightings.findLast(({ at }) => at < before)?.revision ?? 0;
}
