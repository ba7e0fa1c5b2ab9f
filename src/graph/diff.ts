import { buildGraph, graphSteps, type ScopeName } from './build-graph.js';
import { nodeMetadata } from './metadata.js';
import type { Edge, Graph, Node, Release, Scheme } from './model.js';
import { atOnce, type Steps } from './steps.js';

/** What a change does to the graph of one scope, before throttling. Versions, oldest first. */
export interface ScopeDiff extends GraphDiff {
  readonly basearch: string;
  readonly scheme: Scheme;
  /** Versions that had a way out before and have none now. */
  readonly stranded: readonly string[];
}

/** What two graphs differ in. Versions, oldest first. */
export interface GraphDiff {
  readonly nodesAdded: readonly string[];
  readonly nodesRemoved: readonly string[];
  /** Those whose payload or metadata differ. */
  readonly nodesChanged: readonly string[];
  readonly edgesAdded: readonly VersionEdge[];
  readonly edgesRemoved: readonly VersionEdge[];
}

export type VersionEdge = readonly [from: string, to: string];

/** How a change came about; `first_import`: into a stream that never had a release. */
export type Cause = 'operations' | 'import' | 'first_import' | 'restore';

/**
 * What a change does to every graph of a stream; scopes without a difference are left out.
 * @see http-api.md 5
 */
export function diffOf(
  before: readonly Release[],
  after: readonly Release[],
  cause: Cause,
): readonly ScopeDiff[] {
  return atOnce(diffSteps(before, after, cause));
}

/** The same with pauses. */
export function* diffSteps(
  before: readonly Release[],
  after: readonly Release[],
  cause: Cause,
): Steps<readonly ScopeDiff[]> {
  // Documents can stop a rollout in no other way than by leaving it out.
  const withdrawn = cause === 'restore' ? before : withRolloutsOf(before, after);
  yield;
  const diffs: ScopeDiff[] = [];
  for (const { basearch, scheme } of unionOf(yield* graphSteps(before), yield* graphSteps(after))) {
    const [old, next] = [buildGraph(before, basearch, scheme), buildGraph(after, basearch, scheme)];
    const changes = diffOfGraphs(old, next);
    yield;
    if (Object.values(changes).every(({ length }) => length === 0)) continue;
    // Who loses no edge loses no way out.
    const lost = changes.edgesRemoved.length === 0 ? [] : withoutWayOut(old, next);
    // Few changes leave anybody without a way out: only then it is worth another graph to ask why.
    if (lost.length > 0) yield* graphSteps(withdrawn);
    const stranded = lost.length === 0 ? [] : stillLost(lost, buildGraph(withdrawn, basearch, scheme));
    diffs.push({ basearch, scheme, ...changes, stranded });
  }
  return diffs;
}

/** Every scope that one or the other has. */
function unionOf(before: readonly ScopeName[], after: readonly ScopeName[]): readonly ScopeName[] {
  const gone = before.filter(
    (one) => !after.some(({ basearch, scheme }) => basearch === one.basearch && scheme === one.scheme),
  );
  return [...after, ...gone].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ basearch, scheme }: ScopeName): string {
  return `${basearch} ${scheme}`;
}

/** What the changes of rollouts alone would have left: whoever loses his way out by those is not stranded. */
function withRolloutsOf(before: readonly Release[], after: readonly Release[]): readonly Release[] {
  const now = new Map(after.map((release) => [release.version, release]));
  return before.map((release) => {
    const next = now.get(release.version);
    return next?.retired === null ? { ...release, rollout: next.rollout } : release;
  });
}

/** What two graphs of one scope differ in; before throttling, as both are given. */
export function diffOfGraphs(before: Graph, after: Graph): GraphDiff {
  const [old, next] = haveCommonPlaces(before, after) ? withoutCommonEnds(before, after) : [before, after];
  return {
    ...diffOfNodes(
      before.nodes.filter((node, at) => node !== after.nodes[at]),
      after.nodes.filter((node, at) => node !== before.nodes[at]),
    ),
    ...diffOfEdges(old, next),
  };
}

/** Whether a position means the same version in both, as far as both have it. */
function haveCommonPlaces(before: Graph, after: Graph): boolean {
  return before.nodes.every(
    ({ version }, at) => at >= after.nodes.length || version === after.nodes[at]?.version,
  );
}

/** Most changes leave most edges as they were, and in their order. */
function withoutCommonEnds(before: Graph, after: Graph): readonly [Graph, Graph] {
  const [old, next] = [before.edges, after.edges];
  const most = Math.min(old.length, next.length);
  let front = 0;
  while (front < most && isSameEdge(old[front], next[front])) front++;
  let back = 0;
  while (back < most - front && isSameEdge(old.at(-1 - back), next.at(-1 - back))) back++;
  const without = (graph: Graph): Graph => ({
    nodes: graph.nodes,
    edges: graph.edges.slice(front, graph.edges.length - back),
  });
  return [without(before), without(after)];
}

function isSameEdge(a: Edge | undefined, b: Edge | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

function diffOfEdges(before: Graph, after: Graph): Pick<GraphDiff, 'edgesAdded' | 'edgesRemoved'> {
  const [old, next] = edgesByNumber(before, after);
  return { edgesAdded: missingIn(old, next, after), edgesRemoved: missingIn(next, old, before) };
}

function diffOfNodes(before: readonly Node[], after: readonly Node[]) {
  const [old, next] = [byVersion(before), byVersion(after)];
  return {
    nodesAdded: [...next.keys()].filter((version) => !old.has(version)),
    nodesRemoved: [...old.keys()].filter((version) => !next.has(version)),
    nodesChanged: after
      .filter((node) => isChanged(old.get(node.version), node))
      .map(({ version }) => version),
  };
}

/** The edges of both by one number each, the same where the same versions are meant. */
function edgesByNumber(before: Graph, after: Graph): readonly [Numbered, Numbered] {
  if (before.edges.length + after.edges.length === 0) return [new Map(), new Map()];
  if (haveCommonPlaces(before, after))
    return [numberEdges(before, positionsIn(before)), numberEdges(after, positionsIn(after))];
  const numbers = new Map<string, number>();
  for (const { version } of [...before.nodes, ...after.nodes]) {
    if (!numbers.has(version)) numbers.set(version, numbers.size);
  }
  const numbersOf = ({ nodes }: Graph) => nodes.map(({ version }) => numbers.get(version) ?? 0);
  return [numberEdges(before, numbersOf(before)), numberEdges(after, numbersOf(after))];
}

/** Number -> position in the list of edges. */
type Numbered = ReadonlyMap<number, number>;

function positionsIn({ nodes }: Graph): readonly number[] {
  return nodes.map((_, at) => at);
}

/** @param numbers of each node; there are fewer than a million */
function numberEdges({ edges }: Graph, numbers: readonly number[]): Numbered {
  return new Map(edges.map(([from, to], at) => [(numbers[from] ?? 0) * 2 ** 24 + (numbers[to] ?? 0), at]));
}

function missingIn(others: Numbered, edges: Numbered, graph: Graph): readonly VersionEdge[] {
  return [...edges]
    .filter(([number]) => !others.has(number))
    .map(([, at]) => {
      const [from = 0, to = 0] = graph.edges[at] ?? [];
      return [graph.nodes[from]?.version ?? '', graph.nodes[to]?.version ?? ''] as const;
    });
}

/** As agents see it: neither the reason of a pause nor a limit to basearches is anything to them. */
function isChanged(before: Node | undefined, after: Node): boolean {
  if (!before || before === after) return false;
  return before.payload !== after.payload || metadataText(before) !== metadataText(after);
}

/** The same for the same metadata: its keys are always in one order. */
function metadataText(node: Node): string {
  return JSON.stringify(nodeMetadata(node));
}

function byVersion(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  return new Map(nodes.map((node) => [node.version, node]));
}

/** The versions that had a way out and have none. Not those that are a deadend now: whoever declares one wants it so. */
function withoutWayOut(before: Graph, after: Graph): readonly string[] {
  const hasWayOut = wayOuts(after);
  const lost = after.nodes
    .filter(({ version, deadend }) => deadend === null && !hasWayOut.has(version))
    .map(({ version }) => version);
  return stillLost(lost, before);
}

function stillLost(lost: readonly string[], before: Graph): readonly string[] {
  const hadWayOut = wayOuts(before);
  return lost.filter((version) => hadWayOut.has(version));
}

/** The versions that an edge leads out of. */
function wayOuts({ nodes, edges }: Graph): ReadonlySet<string> {
  return new Set(edges.map(([from]) => nodes[from]?.version ?? ''));
}
