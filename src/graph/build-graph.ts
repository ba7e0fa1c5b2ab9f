import { countEdges, edgesOf } from './edges.js';
import { SCHEMES, type Graph, type Node, type Payload, type Release, type Scheme } from './model.js';
import { atOnce, mapSteps, type Steps } from './steps.js';

/** What a graph is of. */
export type ScopeName = Omit<Payload, 'payload'>;

export interface ScopedGraph extends ScopeName {
  readonly graph: Graph;
}

/**
 * The graph of one basearch and scheme before throttling. A release without a payload in the scope
 * is no node of it, and what it declares does not count there.
 * @param releases the whole stream, oldest first
 * @see cincinnati.md B.3
 */
export function buildGraph(releases: readonly Release[], basearch: string, scheme: Scheme): Graph {
  const found = graphsOf(releases).find((one) => one.basearch === basearch && one.scheme === scheme);
  return found?.graph ?? { nodes: [], edges: [] };
}

/**
 * All graphs of a stream: sorted by basearch, `checksum` before `oci`, each with at least one node. They are
 * made once for a list: whoever judges a change and whoever serves it look at the same ones.
 */
export function graphsOf(releases: readonly Release[]): readonly ScopedGraph[] {
  return atOnce(graphSteps(releases));
}

/** The same with pauses. */
export function* graphSteps(releases: readonly Release[]): Steps<readonly ScopedGraph[]> {
  const known = GRAPHS.get(releases);
  if (known) return known;
  const graphs: ScopedGraph[] = [];
  for (const { nodes, ...scope } of yield* nodeSteps(releases)) {
    graphs.push({ ...scope, graph: { nodes, edges: edgesOf(nodes) } });
    yield;
  }
  GRAPHS.set(releases, graphs);
  return graphs;
}

const GRAPHS = new WeakMap<readonly Release[], readonly ScopedGraph[]>();

/** What of a stream has a graph, in the order of `graphsOf`. */
export function scopesOf(releases: readonly Release[]): readonly ScopeName[] {
  return nodesByScope(releases).map(({ basearch, scheme }) => ({ basearch, scheme }));
}

/** How many edges the graphs of a stream have together, deadends left aside; without making them. */
export function countAllEdges(releases: readonly Release[]): number {
  return atOnce(countSteps(releases));
}

/** The same with pauses. */
export function* countSteps(releases: readonly Release[]): Steps<number> {
  let count = 0;
  for (const { nodes } of yield* nodeSteps(releases)) {
    count += countEdges(nodes);
    yield;
  }
  return count;
}

interface ScopedNodes extends ScopeName {
  readonly nodes: readonly Node[];
}

function nodesByScope(releases: readonly Release[]): readonly ScopedNodes[] {
  return atOnce(nodeSteps(releases));
}

/** As with the graphs, and whether there may be graphs is asked before them. */
const SCOPES = new WeakMap<readonly Release[], readonly ScopedNodes[]>();

function* nodeSteps(releases: readonly Release[]): Steps<readonly ScopedNodes[]> {
  const known = SCOPES.get(releases);
  if (known) return known;
  const basearches = new Map<string, Map<Scheme, Node[]>>();
  yield* mapSteps(releases, (release, ageIndex) => {
    for (const { basearch, node } of nodesOf(release, ageIndex)) {
      const schemes = basearches.get(basearch) ?? new Map<Scheme, Node[]>();
      const nodes = schemes.get(node.scheme);
      if (nodes) nodes.push(node);
      if (!nodes) schemes.set(node.scheme, [node]);
      basearches.set(basearch, schemes);
    }
  });
  const scopes = sorted(basearches);
  SCOPES.set(releases, scopes);
  return scopes;
}

function sorted(basearches: ReadonlyMap<string, ReadonlyMap<Scheme, readonly Node[]>>) {
  return [...basearches]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([basearch, schemes]) =>
      SCHEMES.flatMap((scheme) => {
        const nodes = schemes.get(scheme);
        return nodes ? [{ basearch, scheme, nodes }] : [];
      }),
    );
}

interface PlacedNodes {
  readonly ageIndex: number;
  readonly nodes: readonly { readonly basearch: string; readonly node: Node }[];
}

/** A change leaves most releases as they were: their nodes are the same objects then, and so is all made of them. */
const NODES = new WeakMap<Release, PlacedNodes>();

function nodesOf(release: Release, ageIndex: number): PlacedNodes['nodes'] {
  const known = NODES.get(release);
  if (known?.ageIndex === ageIndex) return known.nodes;
  const nodes = release.payloads.map((payload) => ({
    basearch: payload.basearch,
    node: nodeOf(release, payload, ageIndex),
  }));
  NODES.set(release, { ageIndex, nodes });
  return nodes;
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
