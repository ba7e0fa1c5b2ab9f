import { expect } from 'vitest';
import { buildGraph, scopesOf } from '../../src/graph/build-graph.js';
import { nodeMetadata } from '../../src/graph/metadata.js';
import type { Graph, Release } from '../../src/graph/model.js';
import { throttled } from '../../src/graph/policy.js';
import { writeReleaseIndex } from '../../src/graph/release-index.js';
import { throttleAt } from '../../src/graph/rollout.js';
import { writeUpdatesMetadata } from '../../src/graph/updates-metadata.js';
import { drawnEdges } from './draw.js';
import { naiveEdges, naiveEdgesOf, naiveHides, naiveNodes, type RawIndex, type RawUpdates } from './naive.js';

const WARINESSES = [0, 0.1, 0.25, 0.5, 0.9, 1];

/** What holds for every stream at every second. @see house.md "Properties" */
export function expectLaws(releases: readonly Release[], at: number): void {
  for (const { rollout } of releases) {
    const throttle = rollout ? Math.min(throttleAt(rollout, at), 1) : 0;
    expect(throttle >= 0 && throttle <= 1, `${throttle} is from 0 to 1`).toBe(true);
  }
  expect(new Set(releases.map(({ version }) => version)).size).toBe(releases.length);
  for (const { basearch, scheme } of scopesOf(releases)) {
    const graph = buildGraph(releases, basearch, scheme);
    expectGraphLaws(graph, at);
    const targets = new Set(graph.edges.map(([, to]) => graph.nodes[to]?.version));
    const retired = releases.filter((one) => one.retired !== null).map(({ version }) => version);
    expect(retired.filter((version) => targets.has(version))).toEqual([]);
  }
}

function expectGraphLaws(graph: Graph, at: number): void {
  const { nodes, edges } = graph;
  expect(drawnEdges(edges)).toBe(
    drawnEdges(naiveEdges(nodes.length, (mark, i) => nodes[i]?.[mark] !== null)),
  );
  for (const [from, to] of edges) {
    expect(from, 'an edge leads to what is newer').toBeLessThan(to);
    expect(nodes.slice(from + 1, to).every(({ barrier }) => barrier === null)).toBe(true);
    expect(nodes[from]?.deadend, 'nothing leaves a deadend').toBeNull();
  }
  const seen = WARINESSES.map((wariness) => throttled(graph, wariness, at).edges);
  seen.slice(1).forEach((warier, index) => {
    const bolder = new Set(seen[index]);
    expect(warier.every((edge) => bolder.has(edge))).toBe(true);
  });
}

/** Every five minutes of an hour: so often agents ask. */
const HOUR = Array.from({ length: 13 }, (_, index) => index * 300);

/**
 * What nobody had to confirm leads no node's agents, of any wariness, to where over a quarter of them were not
 * led before, now or within the hour. Nodes that were not there before, or that were a deadend, were led nowhere:
 * they do not count.
 * @see http-api.md 6 `blast_radius`
 */
export function expectNoBlast(before: readonly Release[], after: readonly Release[], at: number): void {
  for (const { basearch, scheme } of scopesOf(after)) {
    const [old, now] = [buildGraph(before, basearch, scheme), buildGraph(after, basearch, scheme)];
    for (const later of HOUR) {
      const [had, has] = [widestFrom(old, at + later), widestFrom(now, at + later)];
      for (const { version, deadend } of old.nodes) {
        if (deadend !== null) continue;
        const more = (has.get(version) ?? 0) - (had.get(version) ?? 0);
        const what = `${version} on ${basearch} (${scheme}) after ${later} s: ${more} more`;
        expect(more, what).toBeLessThanOrEqual(0.25 + 1e-9);
      }
    }
  }
}

/** The share of the agents of each node that are offered anything: who is not warier than its most open target. */
function widestFrom({ nodes, edges }: Graph, at: number): ReadonlyMap<string, number> {
  const widest = new Map<string, number>();
  for (const [from, to] of edges) {
    const [version = '', rollout = null] = [nodes[from]?.version, nodes[to]?.rollout];
    const share = rollout ? Math.min(throttleAt(rollout, at), 1) : 1;
    widest.set(version, Math.max(widest.get(version) ?? 0, share));
  }
  return widest;
}

/** The documents, loaded into an independent implementation of the reference, give the same answers. */
export function expectSameFromDocuments(releases: readonly Release[], at: number): void {
  const options = { lastModified: '', dialect: 'plain' } as const;
  const index: RawIndex = JSON.parse(JSON.stringify(writeReleaseIndex('s', releases, options)));
  const updates: RawUpdates = JSON.parse(JSON.stringify(writeUpdatesMetadata('s', releases, options)));
  for (const { basearch, scheme } of scopesOf(releases)) {
    const graph = buildGraph(releases, basearch, scheme);
    const nodes = naiveNodes(index, updates, { basearch, oci: scheme === 'oci' });
    expect(nodes.map(({ metadata }) => metadata)).toEqual(graph.nodes.map(nodeMetadata));
    for (const wariness of WARINESSES) {
      const hidden = nodes.map((node) => naiveHides(node, wariness, at));
      const answer = naiveEdgesOf(nodes).filter(([, to]) => !hidden[to]);
      expect(drawnEdges(throttled(graph, wariness, at).edges)).toBe(drawnEdges(answer));
    }
  }
}

/** Whether documents can say everything about a stream. */
export function isPlain(releases: readonly Release[]): boolean {
  return releases.every((one) =>
    [one.barrier, one.deadend, one.rollout].every((section) => !section?.basearches),
  );
}
