/** How long a document may take over HTTP, in milliseconds. */
export interface HttpLimits {
  /** For a connection, TLS and the way through a proxy included. */
  readonly connectMs: number;
  /** For a document, from the beginning to its last byte, whatever it takes: redirects and several tries. */
  readonly documentMs: number;
  /** After which another try is begun beside those that have a connection but no document yet. */
  readonly hedgeMs: number;
}

export const HTTP_LIMITS: HttpLimits = { connectMs: 10_000, documentMs: 30_000, hedgeMs: 8_000 };
