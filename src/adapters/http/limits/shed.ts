/** Why a caller was turned away, or a connection closed. */
const SHED_REASONS = [
  /** A new connection, while all others were being answered. */
  'connections',
  /** A connection without a request, for the sake of a new one. */
  'idle',
  /** A request that had not come to its end, for the sake of a new one. */
  'slow_request',
  /** An answer that nobody read. */
  'unread',
  /** Too many requests on one connection without reading the answers. */
  'pipelining',
  /** Too many requests behind Express. */
  'requests',
] as const;
export type ShedReason = (typeof SHED_REASONS)[number];

/** Who a port is for. */
export type Port = 'agents' | 'operators';

/** Counts who was turned away, and the connections that are open: labels are ours, never a caller's. */
export class Shed {
  readonly #counts = new Map<ShedReason, number>(SHED_REASONS.map((reason) => [reason, 0]));
  readonly #ports = new Map<Port, readonly (() => number)[]>();

  count(reason: ShedReason, times = 1): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + times);
  }

  /** @param connections how many more are open at a port now */
  watch(port: Port, connections: () => number): void {
    this.#ports.set(port, [...(this.#ports.get(port) ?? []), connections]);
  }

  counts(): ReadonlyMap<ShedReason, number> {
    return this.#counts;
  }

  connections(): readonly (readonly [Port, number])[] {
    return [...this.#ports].map(([port, all]) => [port, all.reduce((sum, one) => sum + one(), 0)]);
  }
}
