import type { AdminStreamView, StreamView } from '../api/schema.js';

/**
 * Every stream, each with all that one may know of it. A token that is bound to some streams sees more of those, but
 * no less of the others than everybody does.
 * @param own what the token sees; `null` for nobody's, or until it came
 */
export function seenStreams(
  everybody: readonly StreamView[] | null,
  own: readonly AdminStreamView[] | null,
): readonly (StreamView | AdminStreamView)[] | null {
  if (everybody === null || own === null) return own ?? everybody;
  const byName = new Map(own.map((stream) => [stream.name, stream]));
  const known = new Set(everybody.map(({ name }) => name));
  return [
    ...everybody.map((stream) => byName.get(stream.name) ?? stream),
    ...own.filter(({ name }) => !known.has(name)),
  ];
}
