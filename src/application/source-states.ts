import type { SourceStatus } from './sources.js';

/** How sources fare, as the instance that reads them has noted it for all the others and for the next start. */
export abstract class SourceStates {
  /** By stream; what concerns a source as a whole stands under the empty name. */
  abstract load(): Promise<ReadonlyMap<string, SourceStatus>>;

  abstract save(stream: string, status: SourceStatus): Promise<void>;

  /** Forgets all but these. */
  abstract prune(streams: readonly string[]): Promise<void>;
}
