import type { Payload, SectionName } from './model.js';

/** A document's name and a JSON Pointer into it. */
export interface Place {
  readonly document: string;
  readonly path: string;
}

/** What can be wrong with a release. */
export type Part = 'version' | 'payloads' | SectionName;

/** A field of a part, in the words of the operators' API; a payload's with its place among those that were sent. */
export type Field =
  'reason' | 'start' | 'duration' | 'start_fraction' | 'basearches' | 'payload' | 'basearch';

export interface Spot {
  readonly version: string;
  readonly part: Part;
  /** `null` for the part as a whole. */
  readonly field: Field | null;
  /** Which payload or alias it is about, where it is about one. */
  readonly payload: Payload | null;
}

/** Says where something stands, so that people find it. */
export interface Places {
  placeOf(spot: Spot): Place;
}

/** For what stands in no document and in no request. */
export const NOWHERE: Places = { placeOf: () => ({ document: '', path: '' }) };

export function partKey(version: string, part: Part): string {
  return `${part} ${version}`;
}
