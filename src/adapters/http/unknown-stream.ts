import { Problem } from '../../graph/problem.js';

/** Tells a caller which streams there are. */
export function unknownStream(names: readonly string[]): Problem {
  return new Problem('unknown_stream', `no such stream here; there ${listed(names)}`);
}

/** What agents are told of a stream without a graph: it is not there yet, or never will be. */
export function missingStream(isExpected: boolean, names: readonly string[]): Problem {
  if (!isExpected) return unknownStream(names);
  return new Problem('not_ready', 'this stream has no complete graph yet: ask again soon');
}

/** As much of a list as helps, with its verb. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 50).join(', ');
  if (names.length === 0) return 'is none yet';
  return (names.length === 1 ? `is ${shown}` : `are ${shown}`) + (names.length > 50 ? ' and more' : '');
}
