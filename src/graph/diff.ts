import { isDeepStrictEqual } from 'node:util';
import { buildGraph, scopesOf } from './build-graph.js';
import { nodeMetadata } from './metadata.js';
import type { Graph, Node, Release, Scheme } from './model.js';

/** What a change does to the graph of one scope, before throttling. Versions, oldest first. */
export interface ScopeDiff {
  readonly basearch: string;
  readonly scheme: Scheme;
  readonly nodesAdded: readonly string[];
  readonly nodesRemoved: readonly string[];
  /** Those whose payload or metadata differ. */
  readonly nodesChanged: readonly string[];
  readonly edgesAdded: readonly VersionEdge[];
  readonly edgesRemoved: readonly VersionEdge[];
  /** Versions that had a way out before and have none now. */
  readonly stranded: readonly string[];
}

export type VersionEdge = readonly [from: string, to: string];

/** How a change came about. */
export type Cause = 'operations' | 'import' | 'restore';

/**
 * What a change does to every graph of a stream; scopes without a difference are left out.
 * @see http-api.md 5
 */
export function diffOf(
  before: readonly Release[],
  after: readonly Release[],
  cause: Cause,
): readonly ScopeDiff[] {
  // Documents can stop a rollout in no other way than by leaving it out.
  const withdrawn = cause === 'restore' ? before : withRolloutsOf(before, after);
  return scopesOf([...before, ...after]).flatMap(({ basearch, scheme }) => {
    const [old, next] = [buildGraph(before, basearch, scheme), buildGraph(after, basearch, scheme)];
    const changes = diffOfGraphs(old, next);
    if (Object.values(changes).every(({ length }) => length === 0)) return [];
    const stranded = strandedIn([old, buildGraph(withdrawn, basearch, scheme)], next);
    return [{ basearch, scheme, ...changes, stranded }];
  });
}

/** What the changes of rollouts alone would have left: whoever loses his way out by those is not stranded. */
function withRolloutsOf(before: readonly Release[], after: readonly Release[]): readonly Release[] {
  const now = new Map(after.map((release) => [release.version, release]));
  return before.map((release) => {
    const next = now.get(release.version);
    return next?.retired === null ? { ...release, rollout: next.rollout } : release;
  });
}

function diffOfGraphs(before: Graph, after: Graph) {
  const [old, next] = [nodesByVersion(before), nodesByVersion(after)];
  const [oldEdges, nextEdges] = [edgesByName(before), edgesByName(after)];
  return {
    nodesAdded: [...next.keys()].filter((version) => !old.has(version)),
    nodesRemoved: [...old.keys()].filter((version) => !next.has(version)),
    nodesChanged: [...next]
      .filter(([version, node]) => isChanged(old.get(version), node))
      .map(([version]) => version),
    edgesAdded: [...nextEdges].filter(([name]) => !oldEdges.has(name)).map(([, edge]) => edge),
    edgesRemoved: [...oldEdges].filter(([name]) => !nextEdges.has(name)).map(([, edge]) => edge),
  };
}

/** As agents see it: neither the reason of a pause nor a limit to basearches is anything to them. */
function isChanged(before: Node | undefined, after: Node): boolean {
  if (!before || isDeepStrictEqual(before, after)) return false;
  return before.payload !== after.payload || !isDeepStrictEqual(nodeMetadata(before), nodeMetadata(after));
}

function nodesByVersion({ nodes }: Graph): ReadonlyMap<string, Node> {
  return new Map(nodes.map((node) => [node.version, node]));
}

function edgesByName({ nodes, edges }: Graph): ReadonlyMap<string, VersionEdge> {
  return new Map(
    edges.map(([from, to]) => {
      const edge = [nodes[from]?.version ?? '', nodes[to]?.version ?? ''] as const;
      return [edge.join('\n'), edge];
    }),
  );
}

/** Not those that are a deadend now: whoever declares one wants it so. */
function strandedIn(before: readonly Graph[], after: Graph): readonly string[] {
  const hadWayOut = before.map(wayOuts);
  const hasWayOut = wayOuts(after);
  return after.nodes
    .filter(({ version, deadend }) => deadend === null && !hasWayOut.has(version))
    .map(({ version }) => version)
    .filter((version) => hadWayOut.every((versions) => versions.has(version)));
}

/** The versions that an edge leads out of. */
function wayOuts({ nodes, edges }: Graph): ReadonlySet<string> {
  return new Set(edges.map(([from]) => nodes[from]?.version ?? ''));
}
