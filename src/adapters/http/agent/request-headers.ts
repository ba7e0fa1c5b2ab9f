import type { IncomingMessage } from 'node:http';

/** The headers a graph depends on. */
export interface GraphHeaders {
  readonly acceptEncoding: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** Reads them from what node received, without having all headers sorted into an object: agents send neither. */
export function graphHeaders({ rawHeaders }: IncomingMessage): GraphHeaders {
  let acceptEncoding: string | undefined;
  let ifNoneMatch: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const value = rawHeaders[at + 1] ?? '';
    if (name.length === 15 && name.toLowerCase() === 'accept-encoding')
      acceptEncoding = joined(acceptEncoding, value);
    if (name.length === 13 && name.toLowerCase() === 'if-none-match')
      ifNoneMatch = joined(ifNoneMatch, value);
  }
  return { acceptEncoding, ifNoneMatch };
}

/** A header sent in several lines is one list. @see RFC 9110 5.3 */
export function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before}, ${value}`;
}
