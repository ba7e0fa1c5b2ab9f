import type { ScopeFacts, StreamFacts } from '../agent/outlet.js';

/**
 * The numbers of those scopes of a stream that are older than what was put in place of it: newer ones are on their way.
 * @param scopes by number
 */
export function outdatedScopes(
  scopes: Iterable<readonly [id: number, scope: { readonly facts: ScopeFacts }]>,
  name: string,
  stream: StreamFacts | null,
): readonly number[] {
  const kept = new Set(stream?.scopes.map(({ id }) => id));
  const newest = kept.size === 0 ? Infinity : Math.max(...kept);
  return [...scopes].flatMap(([id, { facts }]) =>
    facts.stream === name && !kept.has(id) && id < newest ? [id] : [],
  );
}
