import type { ScopeName } from '../../graph/build-graph.js';
import type { Scheme } from '../../graph/model.js';
import { Problem } from '../../graph/problem.js';
import { listed } from './unknown-stream.js';

/**
 * Tells a caller what a stream has in the scheme that was asked for.
 * @param scopes all of the stream's
 */
export function unknownBasearch(name: string, scopes: readonly ScopeName[], scheme: Scheme): Problem {
  const having = scopes.filter((scope) => scope.scheme === scheme).map(({ basearch }) => basearch);
  if (having.length > 0) {
    const value = `${name} has no release for this basearch in scheme ${scheme}; there ${listed(having)}`;
    return new Problem('unknown_basearch', value);
  }
  const advice = scheme === 'oci' ? 'ask without oci=true' : 'ask with oci=true';
  const elsewhere = scopes.length > 0 ? `: ${advice}` : ', nor in another';
  return new Problem('unknown_basearch', `${name} has no release in scheme ${scheme}${elsewhere}`);
}
