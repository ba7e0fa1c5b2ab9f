import type { JsonDocument } from './json-cursor.js';
import { bareRelease, NO_SECTIONS, SECTIONS, type Release, type Sections } from './model.js';
import { partKey, type Field, type Place, type Places } from './places.js';
import { invalidDocument, type Fault } from './problem.js';
import { releaseIndexSteps, type IndexedRelease } from './release-index.js';
import { atOnce, mapSteps, type Steps } from './steps.js';
import { mergeSections, readUpdatesMetadata, type UpdatesEntry } from './updates-metadata.js';

/** The two documents of a stream, put together. */
export interface Documents {
  /** Oldest first, in the order of the release index. */
  readonly releases: readonly Release[];
  /** Where each part of a release stands; the key is made by `partKey`. */
  readonly places: ReadonlyMap<string, Place>;
  /** What the updates metadata say of versions that the release index does not have: it is ignored. */
  readonly strays: readonly { readonly version: string; readonly place: Place }[];
}

/** Where things stand in documents. */
export function placesIn({ places }: Pick<Documents, 'places'>): Places {
  return {
    placeOf({ version, part, field }) {
      const place = places.get(partKey(version, part));
      if (!place) return { document: '', path: '' };
      const name = field && FIELDS_IN_DOCUMENTS[field];
      return name ? { ...place, path: `${place.path}/${name}` } : place;
    },
  };
}

const FIELDS_IN_DOCUMENTS: Readonly<Record<Field, string | null>> = {
  reason: 'reason',
  start: 'start_epoch',
  duration: 'duration_minutes',
  start_fraction: 'start_percentage',
  basearches: null,
  payload: null,
  basearch: null,
};

/**
 * Reads the release index and the updates metadata of a stream, whole or not at all.
 * @throws Problem `invalid_document` with a fault for everything that is wrong in either
 * @see cincinnati.md A.3, B.2, B.13; http-api.md 6 "Ingest"
 */
export function readDocuments(index: JsonDocument, updates: JsonDocument): Documents {
  return atOnce(documentSteps(index, updates));
}

/** The same with pauses. */
export function* documentSteps(index: JsonDocument, updates: JsonDocument): Steps<Documents> {
  const faults: Fault[] = [];
  const indexed = yield* releaseIndexSteps(index, faults);
  const entries = readUpdatesMetadata(updates, faults);
  if (faults.length > 0) throw invalidDocument(faults);

  const sections = sectionsByVersion(entries);
  const versions = new Set(indexed.map(({ version }) => version));
  return {
    releases: yield* mapSteps(indexed, ({ version, metadataUrl, payloads, aliases }) => ({
      ...bareRelease(version, metadataUrl, payloads),
      aliases,
      ...(sections.get(version) ?? NO_SECTIONS),
    })),
    places: new Map([...placesInIndex(index.name, indexed), ...placesInUpdates(updates.name, entries)]),
    strays: entries
      .filter(({ version }) => !versions.has(version))
      .map(({ version, path }) => ({ version, place: { document: updates.name, path } })),
  };
}

function sectionsByVersion(entries: readonly UpdatesEntry[]): ReadonlyMap<string, Sections> {
  const merged = new Map<string, Sections>();
  for (const entry of entries) {
    merged.set(entry.version, mergeSections(merged.get(entry.version) ?? NO_SECTIONS, entry));
  }
  return merged;
}

type KeyedPlace = readonly [string, Place];

function placesInIndex(document: string, indexed: readonly IndexedRelease[]): readonly KeyedPlace[] {
  return indexed.flatMap(({ version, path }) => [
    [partKey(version, 'version'), { document, path: `${path}/version` }] as const,
    [partKey(version, 'payloads'), { document, path }] as const,
  ]);
}

function placesInUpdates(document: string, entries: readonly UpdatesEntry[]): readonly KeyedPlace[] {
  return entries.flatMap((entry) =>
    SECTIONS.filter((section) => entry[section]).map(
      (section) =>
        [partKey(entry.version, section), { document, path: `${entry.path}/metadata/${section}` }] as const,
    ),
  );
}
