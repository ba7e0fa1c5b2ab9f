import type { Address } from '../load/address.js';

/** A server that is asked, and whose CPU time is counted. */
export interface Target {
  readonly name: string;
  readonly address: Address;
  /** All processes of it; none where its CPU time cannot be read. */
  readonly pids: readonly number[];
}
