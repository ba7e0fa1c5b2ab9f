import { countEdges, edgesOf } from './edges.js';
import { SCHEMES, type Graph, type Node, type Payload, type Release, type Scheme } from './model.js';

/**
 * The graph of one basearch and scheme before throttling. A release without a payload in the scope
 * is no node of it, and what it declares does not count there.
 * @param releases the whole stream, oldest first
 * @see cincinnati.md B.3
 */
export function buildGraph(releases: readonly Release[], basearch: string, scheme: Scheme): Graph {
  const nodes = nodesOf(releases, basearch, scheme);
  return { nodes, edges: edgesOf(nodes) };
}

/** What of a stream has a graph: sorted by basearch, `checksum` before `oci`, each with at least one node. */
export function scopesOf(releases: readonly Release[]): readonly Omit<Payload, 'payload'>[] {
  const keys = new Set(
    releases.flatMap(({ payloads }) => payloads.map(({ basearch, scheme }) => `${basearch} ${scheme}`)),
  );
  const basearches = [
    ...new Set(releases.flatMap(({ payloads }) => payloads.map(({ basearch }) => basearch))),
  ].sort();
  return basearches
    .flatMap((basearch) => SCHEMES.map((scheme) => ({ basearch, scheme })))
    .filter(({ basearch, scheme }) => keys.has(`${basearch} ${scheme}`));
}

/** How many edges the graphs of a stream have together, deadends left aside. */
export function countAllEdges(releases: readonly Release[]): number {
  return scopesOf(releases).reduce(
    (count, { basearch, scheme }) => count + countEdges(nodesOf(releases, basearch, scheme)),
    0,
  );
}

function nodesOf(releases: readonly Release[], basearch: string, scheme: Scheme): readonly Node[] {
  return releases.flatMap((release, ageIndex) => {
    const payload = release.payloads.find((one) => one.basearch === basearch && one.scheme === scheme);
    return payload ? [nodeOf(release, payload, ageIndex)] : [];
  });
}

function nodeOf(release: Release, payload: Payload, ageIndex: number): Node {
  const { basearch, scheme } = payload;
  return {
    version: release.version,
    payload: payload.payload,
    scheme,
    ageIndex,
    barrier: reasonFor(release.barrier, basearch),
    deadend: reasonFor(release.deadend, basearch),
    rollout: sectionFor(release.rollout, basearch),
  };
}

interface Section {
  readonly basearches: readonly string[] | null;
}

function sectionFor<S extends Section>(section: S | null, basearch: string): S | null {
  return section?.basearches?.includes(basearch) === false ? null : section;
}

function reasonFor(section: (Section & { readonly reason: string }) | null, basearch: string): string | null {
  const applicable = sectionFor(section, basearch);
  // The reference server says "generic" for an empty reason.
  return applicable && (applicable.reason || 'generic');
}
