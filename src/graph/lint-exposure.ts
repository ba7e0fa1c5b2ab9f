import { isDeepStrictEqual } from 'node:util';
import { buildGraph, graphSteps } from './build-graph.js';
import { diffOfGraphs } from './diff.js';
import { rounded } from './exposure.js';
import { remark, type Remark } from './finding.js';
import { MOST_AT_ONCE, percent, throttleOf } from './lint-rollouts.js';
import type { Edge, Graph, Node, Release, Rollout } from './model.js';
import { endEpoch } from './rollout.js';
import { atOnce, type Steps } from './steps.js';

/** One release before and after a change; `null` for one that is new. */
export interface Pair {
  readonly before: Release | null;
  readonly after: Release;
}

/**
 * Who is let in to a release of a sudden: so much of the fleet at once is what a rollout is there to avoid.
 * It does not matter how the way is opened: by its rollout, by a barrier that has none and so is open to
 * everybody, or by whatever stood in the way and is gone.
 * @see http-api.md 6
 */
export function lintBlast(change: Exposed, pairs: readonly Pair[]): readonly Remark[] {
  return atOnce(blastSteps(change, pairs));
}

/** The same with pauses. */
export function* blastSteps(change: Exposed, pairs: readonly Pair[]): Steps<readonly Remark[]> {
  const rises = new Map(yield* riseSteps(change));
  for (const pair of pairs) {
    const { version } = pair.after;
    if (pair.after.rollout)
      rises.set(version, Math.max(rises.get(version) ?? 0, exposesMore(pair, change.at)));
  }
  yield;
  const [old, next] = [byVersion(change.before), byVersion(change.after)];
  return [...rises]
    .filter(([, more]) => rounded(more) > MOST_AT_ONCE)
    .map(([version, more]) => blast({ before: old.get(version), after: next.get(version) }, version, more));
}

function byVersion(releases: readonly Release[]): ReadonlyMap<string, Release> {
  return new Map(releases.map((release) => [release.version, release]));
}

/** Two lists, and when the one takes the other's place: seconds since the Unix epoch, UTC. */
export interface Exposed {
  readonly before: readonly Release[];
  readonly after: readonly Release[];
  readonly at: number;
}

/**
 * Whoever puts up a barrier wants nodes to come to it, so that is said only; whoever takes away what held them back
 * from one may not know.
 */
function blast(
  { before, after }: { readonly before: Release | undefined; readonly after: Release | undefined },
  version: string,
  more: number,
): Remark {
  const exposed = `this exposes ${percent(more)} more of the fleet to ${version} within the next hour`;
  if (!after?.barrier || after.rollout) {
    const wayOut = 'start lower or take longer, or confirm it';
    return remark('blast_radius', { version, part: 'rollout' }, `${exposed}: ${wayOut}`);
  }
  const message = `${exposed}: a barrier without a rollout is open to everybody; give it a rollout as well unless that is meant`;
  const code = before?.barrier || before?.rollout ? 'blast_radius' : 'barrier_for_all_at_once';
  return remark(code, { version, part: 'barrier' }, message);
}

/** Agents ask every five minutes: in between two ways out of before may cross, which is where they lead least. */
const STEPS = Array.from({ length: 12 }, (_, index) => index * 300);

/** For each version how much more of the fleet is led to it: those count that had no way out before, or a narrower one. */
function* riseSteps({ before, after, at }: Exposed): Steps<ReadonlyMap<string, number>> {
  const rises = new Map<string, number>();
  const isMoving = [before, after].every((list) => list.some(({ rollout }) => moves(rollout, at)));
  const steps = isMoving ? STEPS.map((step) => at + step) : [];
  const times = [...new Set([...steps, ...momentsOf([...before, ...after], at)])];
  yield;
  yield* graphSteps(before);
  for (const { basearch, scheme, graph } of yield* graphSteps(after)) {
    const ways = newWays(buildGraph(before, basearch, scheme), graph);
    yield;
    for (const time of ways.edges.length === 0 ? [] : times) {
      noteRises(rises, ways, time);
      yield;
    }
  }
  return rises;
}

/** The edges that may lead to more than the ways out of before did, and these. */
interface NewWays {
  readonly nodes: readonly Node[];
  /** By the age of their targets, oldest first. */
  readonly edges: readonly Edge[];
  /** Where the edges of before led from the same versions, by the position that the version has now. */
  readonly before: readonly (readonly [from: number, to: Node])[];
  /** Who was led nowhere, and waited for nothing else: those in a deadend, and those that nobody knew. */
  readonly free: ReadonlySet<number>;
}

/** An edge that was there before, to what is let in as it was, leads to no more than it did. */
function newWays(before: Graph, { nodes, edges }: Graph): NewWays {
  const old = new Map(before.nodes.map((node, at) => [node.version, { node, at }]));
  const added = new Set(diffOfGraphs(before, { nodes, edges }).edgesAdded.map(([, to]) => to));
  const isNew = nodes.map(
    ({ version, rollout }) =>
      added.has(version) || !isDeepStrictEqual(old.get(version)?.node.rollout ?? null, rollout),
  );
  const risky = edges.filter(([, to]) => isNew[to]).sort(([, a], [, b]) => a - b);
  const sources = [...new Set(risky.map(([from]) => from))];
  const known = sources.map((from) => ({ from, was: old.get(nodes[from]?.version ?? '') }));
  const places = new Map(known.flatMap(({ from, was }) => (was ? [[was.at, from] as const] : [])));
  return {
    nodes,
    edges: risky,
    before: before.edges.flatMap(([from, to]) => {
      const [now, node] = [places.get(from), before.nodes[to]];
      return now === undefined || !node ? [] : [[now, node] as const];
    }),
    free: new Set(known.flatMap(({ from, was }) => (was && was.node.deadend === null ? [] : [from]))),
  };
}

function noteRises(rises: Map<string, number>, { nodes, edges, before, free }: NewWays, at: number): void {
  const widest = new Map<number, number>();
  for (const [from, to] of before) widest.set(from, Math.max(widest.get(from) ?? 0, opennessOf(to, at)));
  for (const [from, to] of edges) {
    const node = nodes[to];
    if (!node || free.has(from)) continue;
    const more = opennessOf(node, at) - (widest.get(from) ?? 0);
    if (more > (rises.get(node.version) ?? 0)) rises.set(node.version, more);
  }
}

function moves(rollout: Rollout | null, at: number): boolean {
  return throttleOf(rollout, at) < throttleOf(rollout, at + 3600);
}

function opennessOf({ rollout }: Node, at: number): number {
  return rollout ? throttleOf(rollout, at) : 1;
}

/** Now, in an hour, and whenever a curve bends in between. */
function momentsOf(releases: readonly Release[], at: number): readonly number[] {
  const bends = releases
    .flatMap(({ rollout }) => (rollout ? [rollout.startEpoch ?? 0, endEpoch(rollout) ?? 0] : []))
    .flatMap((time) => [time - 1, time]);
  return [...new Set([at, at + 3600, ...bends.filter((time) => time > at && time < at + 3600)])];
}

/**
 * By how much the share of the fleet that may take a release rises within the next hour, at most; in any
 * basearch. 0 to 1.
 * @param at seconds since the Unix epoch, UTC
 */
export function exposesMore({ before, after }: Pair, at: number): number {
  const times = momentsOf(
    [before, after].flatMap((one) => one ?? []),
    at,
  );
  const rises = basearchesOf(after).flatMap((basearch) =>
    times.map((time) => shareOf(after, basearch, time) - shareOf(before, basearch, time)),
  );
  return Math.max(0, ...rises);
}

/** What had been let in is held back again. @param at seconds since the Unix epoch, UTC */
export function lintFall({ before, after }: Pair, at: number): readonly Remark[] {
  if (!before?.rollout || !after.rollout) return [];
  const falls = basearchesOf(after)
    .map((basearch) => [shareOf(before, basearch, at), shareOf(after, basearch, at)] as const)
    .filter(([from, to]) => rounded(to) < rounded(from));
  if (!falls[0]) return [];
  const { version } = after;
  const message = `today's exposure falls from ${percent(falls[0][0])} to ${percent(falls[0][1])}: nodes in between are not offered ${version} any more`;
  return [remark('exposure_falls', { version, part: 'rollout' }, message)];
}

/** The share of the fleet that a rollout lets in. */
export function shareOf(release: Release | null, basearch: string, at: number): number {
  const rollout = release?.rollout ?? null;
  if (!release?.payloads.some((payload) => payload.basearch === basearch)) return 0;
  return rollout?.basearches?.includes(basearch) === false ? 0 : throttleOf(rollout, at);
}

function basearchesOf({ payloads }: Release): readonly string[] {
  return [...new Set(payloads.map(({ basearch }) => basearch))];
}
