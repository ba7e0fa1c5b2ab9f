import type { BasearchView, SchemeView } from '../api/schema.js';

/** A version, and where it is the newest. */
export interface Newest {
  readonly version: string;
  /** Architectures, as `x86_64`, or as `x86_64 oci` where it is so for one scheme only; empty where it is so everywhere. */
  readonly only: readonly string[];
}

/** The newest release of each scope, those that are the same said once. */
export function newestOf(
  basearches: readonly BasearchView[],
  which: 'newest' | 'newest_for_all',
): readonly Newest[] {
  const places = basearches.flatMap((one) => placesOf(one, which));
  const versions = [...new Set(places.map(({ version }) => version))];
  return versions
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((version) => ({
      version,
      only: versions.length === 1 ? [] : placesWith(places, version),
    }));
}

interface Place {
  readonly name: string;
  readonly version: string;
}

function placesOf({ basearch, schemes }: BasearchView, which: 'newest' | 'newest_for_all'): readonly Place[] {
  const isSame = new Set(schemes.map((scheme) => scheme[which])).size === 1;
  const shown: readonly SchemeView[] = isSame ? schemes.slice(0, 1) : schemes;
  return shown.flatMap((scheme) => {
    const version = scheme[which];
    return version === null ? [] : [{ version, name: isSame ? basearch : `${basearch} ${scheme.scheme}` }];
  });
}

function placesWith(places: readonly Place[], version: string): readonly string[] {
  return places.filter((place) => place.version === version).map(({ name }) => name);
}
