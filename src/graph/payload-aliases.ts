import { createHash } from 'node:crypto';
import {
  sortPayloads,
  type Graph,
  type Payload,
  type PayloadAlias,
  type Release,
  type Scheme,
} from './model.js';

/**
 * What of a payload counts when it is an alias: of an image reference the digest, whatever repository and
 * tag stand before it; of a checksum all of it.
 * @see cincinnati.md A.2 "Payload aliases"
 */
export function aliasKey({ scheme, payload }: Omit<Payload, 'basearch'>): string {
  return scheme === 'oci' ? payload.slice(payload.lastIndexOf('@') + 1) : payload;
}

/** Names an alias within its release: 16 hex digits, the same for every spelling of one image. */
export function aliasId({ basearch, scheme, payload }: Payload): string {
  const text = JSON.stringify([basearch, scheme, aliasKey({ scheme, payload })]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** By what the agents of one scope are recognised that run a node under another payload than its own. */
export interface ScopeAliases {
  readonly scheme: Scheme;
  /** Payloads of the nodes: whoever sends one of them finds itself without help. */
  readonly own: ReadonlySet<string>;
  /** Key of a payload -> position in the scope's list of nodes. */
  readonly nodes: ReadonlyMap<string, number>;
}

/**
 * The aliases of one scope. A release that is no node there has none.
 *
 * An image reference with the digest of a node's own payload counts as well, from whatever repository it
 * was pulled: the digest alone says what a node runs, while agents compare the whole string and would not
 * find themselves. Agents are made for targets in another repository than theirs (zincati
 * src/rpm_ostree/actor.rs, StageDeployment), and keep their rule for signatures there.
 *
 * One key for several nodes: a node's own digest comes before aliases, an older node before a younger one,
 * as agents take the first node that has their payload.
 * @param releases the whole stream that the graph was built from
 */
export function aliasesInScope(
  releases: readonly Release[],
  { graph, basearch, scheme }: { graph: Graph; basearch: string; scheme: Scheme },
): ScopeAliases {
  const own = new Set(graph.nodes.map(({ payload }) => payload));
  const nodes = new Map<string, number>();
  const note = (payload: Omit<Payload, 'basearch'>, at: number) => {
    const key = aliasKey(payload);
    if (!nodes.has(key)) nodes.set(key, at);
  };
  if (scheme === 'oci') graph.nodes.forEach(note);
  graph.nodes.forEach(({ ageIndex }, at) => {
    for (const alias of releases[ageIndex]?.aliases ?? [])
      if (alias.basearch === basearch && alias.scheme === scheme) note(alias, at);
  });
  return { scheme, own, nodes };
}

/**
 * The node that an agent runs though it has another payload, as a position in the list of nodes;
 * `null` for an agent that finds itself, or that nobody knows.
 * @param payload as the agent sends it
 */
export function aliasedNode({ scheme, own, nodes }: ScopeAliases, payload: string): number | null {
  if (nodes.size === 0 || own.has(payload)) return null;
  // An agent that is given an image reference without a digest never updates again. @see cincinnati.md B.12
  if (scheme === 'oci' && !payload.includes('@sha256:')) return null;
  return nodes.get(aliasKey({ scheme, payload })) ?? null;
}

/** The aliases of both, what the second one says of an alias counting; a reason only where it says one. */
export function joinedAliases(
  { aliases: first }: Pick<Release, 'aliases'>,
  { aliases: second }: Pick<Release, 'aliases'>,
): readonly PayloadAlias[] {
  if (second.length === 0) return first;
  const reasons = new Map(first.map((one) => [aliasId(one), one.reason]));
  const told = second.map((one) => ({ ...one, reason: one.reason || (reasons.get(aliasId(one)) ?? '') }));
  return sortPayloads([...new Map([...first, ...told].map((one) => [aliasId(one), one])).values()]);
}
