/** What callers may take of us. @see README, SECURITY */
export interface Limits {
  /** Open connections of one port. */
  readonly maxConnections: number;
  /** Requests behind Express at a time: of everybody, and of operators as many again. */
  readonly maxRequests: number;
  /** For the head of a request, from its first byte or the start of the connection. */
  readonly headersSeconds: number;
  /** For a whole request. */
  readonly requestSeconds: number;
  /** For the next request on a connection. */
  readonly keepAliveSeconds: number;
  /** For a reader who takes nothing of an answer. */
  readonly sendSeconds: number;
}

/** As many may wait to be accepted: the usual bound of Linux, as node's own 511 are soon too few. */
export const BACKLOG = 4096;

/**
 * Connections: some 20 KB each, so 100 MB at worst. Keeping alive: a proxy whose own patience is longer sends
 * requests into a connection that is being closed; nginx waits for 60 s, Caddy for 120.
 */
export const DEFAULT_LIMITS: Limits = {
  maxConnections: 5000,
  maxRequests: 100,
  headersSeconds: 10,
  requestSeconds: 60,
  keepAliveSeconds: 130,
  sendSeconds: 30,
};
