/** A page of a list, newest first. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/**
 * What is known of a list, after its first page came again: the new ones stand before what was there. Where so much came
 * that the two do not touch any more, the first page alone is known: nothing is missing in the middle.
 */
export function withNews<T>(
  known: ListPage<T> | null,
  first: ListPage<T>,
  keyOf: (item: T) => string,
): ListPage<T> {
  if (known === null) return first;
  const newest = known.items[0];
  if (newest === undefined) return first;
  const seam = first.items.findIndex((item) => keyOf(item) === keyOf(newest));
  if (seam < 0) return first;
  if (seam === 0) return known;
  return { ...known, items: [...first.items.slice(0, seam), ...known.items] };
}

/** The same with an older page at its end. */
export function withOlder<T>(known: ListPage<T>, older: ListPage<T>): ListPage<T> {
  return { items: [...known.items, ...older.items], next_cursor: older.next_cursor };
}
