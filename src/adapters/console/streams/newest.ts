import type { BasearchView } from '../api/schema.js';

/** A version, and the architectures whose newest it is. */
export interface Newest {
  readonly version: string;
  /** Empty where it is so for all of them. */
  readonly only: readonly string[];
}

/** The newest release of each scope, those that are the same said once; the one with the most architectures first. */
export function newestOf(
  basearches: readonly BasearchView[],
  which: 'newest' | 'newest_for_all',
): readonly Newest[] {
  const scopes = basearches.flatMap(({ basearch, schemes }) =>
    schemes.map((scheme) => ({ basearch, scheme })),
  );
  const byVersion = new Map<string, Set<string>>();
  for (const { basearch, scheme } of scopes) {
    const version = scheme[which];
    if (version === null) continue;
    byVersion.set(version, (byVersion.get(version) ?? new Set()).add(basearch));
  }
  const isOne = byVersion.size === 1;
  return [...byVersion]
    .map(([version, names]) => ({ version, only: isOne ? [] : [...names].sort() }))
    .sort((a, b) => b.only.length - a.only.length);
}
