import type { BasearchView } from '../api/schema.js';
import type { Scheme } from '../../../graph/model.js';

/** Which of a stream's graphs one looks at. */
export interface Scope {
  readonly basearch: string;
  readonly scheme: Scheme;
}

interface Wanted {
  readonly basearch: string | null;
  readonly scheme: Scheme | null;
}

/** Most nodes are of it. */
const USUAL = 'x86_64';

/**
 * The scope that is meant: what is wanted, also where the stream does not have it (the server says so best), and else
 * what the stream has.
 * @param basearches `null` while nobody knows them
 */
export function scopeOf(basearches: readonly BasearchView[] | null, wanted: Wanted): Scope | null {
  const names = basearches?.map(({ basearch }) => basearch) ?? [];
  const basearch = wanted.basearch ?? names.find((name) => name === USUAL) ?? names[0];
  if (basearch === undefined) return null;
  const schemes = schemesOf(basearches, basearch);
  const scheme = wanted.scheme ?? schemes[0] ?? (basearches ? 'checksum' : null);
  return scheme && { basearch, scheme };
}

/** What there is of a basearch. */
export function schemesOf(basearches: readonly BasearchView[] | null, basearch: string): readonly Scheme[] {
  return basearches?.find((one) => one.basearch === basearch)?.schemes.map(({ scheme }) => scheme) ?? [];
}
