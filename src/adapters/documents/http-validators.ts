/** What a server gave a document's bytes to ask for changes by; empty where it gave nothing of use. */
export interface Validators {
  readonly etag: string;
  readonly lastModified: string;
}

export function validatorsOf(header: (name: string) => string): Validators {
  const etag = header('etag');
  return {
    etag: /^(W\/)?"[\x20\x21\x23-\x7e]*"$/.test(etag) ? etag : '',
    lastModified: settledTime(header('last-modified'), header('date')),
  };
}

/** The headers of a conditional request; `null` where there is nothing to ask by. */
export function conditionsOf({ etag, lastModified }: Validators): Readonly<Record<string, string>> | null {
  if (etag) return { 'If-None-Match': etag };
  return lastModified ? { 'If-Modified-Since': lastModified } : null;
}

/**
 * A time has whole seconds: of what was sent within the second of its change, a later change would go unnoticed. A server
 * without a clock sends no date: then ours has to do.
 * @see RFC 9110 8.8.2.2
 */
function settledTime(lastModified: string, date: string): string {
  const changed = Date.parse(lastModified);
  const sent = date === '' ? Date.now() : Date.parse(date);
  return sent - changed >= 1000 ? new Date(changed).toUTCString() : '';
}
