/** Positions of the versions that have a text in them, oldest first; capitals do not count. */
export function hitsOf(versions: readonly string[], text: string): readonly number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return versions.flatMap((version, at) => (version.toLowerCase().includes(wanted) ? [at] : []));
}

/** The hit behind a position, or before it; round and round. From nowhere it is the newest. */
export function nextHit(hits: readonly number[], from: number | null, step: 1 | -1): number | null {
  if (from === null) return hits.at(-1) ?? null;
  const next = step > 0 ? hits.find((hit) => hit > from) : hits.findLast((hit) => hit < from);
  return next ?? (step > 0 ? hits[0] : hits.at(-1)) ?? null;
}
