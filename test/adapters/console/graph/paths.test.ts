import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waysOf, type Hop, type Ways } from '../../../../src/adapters/console/graph/paths.js';
import { explain } from '../../../../src/graph/explain.js';
import type { Graph } from '../../../../src/graph/model.js';
import { targetsOf, throttled } from '../../../../src/graph/policy.js';
import { graphs, seconds, warinesses } from '../../../graph/arbitrary.js';
import { graphDrawn, releaseOf, rolloutOf } from '../../../graph/draw.js';
import { buildGraph } from '../../../../src/graph/build-graph.js';

const EAGER = { wariness: 0, at: 0 };
const WARY = { wariness: 1, at: 0 };

/** `2b 4r newest`: a hop over a barrier, one to a rollout, and why it ends. */
function drawn({ path, end }: Ways): string {
  const hop = ({ to, barrier, rollout }: Hop) => `${to}${barrier ? 'b' : ''}${rollout ? 'r' : ''}`;
  return [...path.map(hop), end].join(' ');
}

describe('the path of an agent', () => {
  test.each([
    ['leads over a barrier to the newest', '..b.r', 0, EAGER, '2b 4r newest'],
    ['leads to the highest that it is offered', '..rr', 0, EAGER, '3r newest'],
    ['ends where it is held back', '...r5', 0, WARY, '3r paused'],
    ['does not begin at a deadend', '.d.r', 1, EAGER, 'deadend'],
    ['may end at a deadend', '.Dr..D', 0, EAGER, '5r deadend'],
    ['ends where nothing newer is offered to anybody', '.r.', 0, EAGER, '1r nothing_newer'],
    ['is none for the newest', '.r', 1, EAGER, 'newest'],
    ['knows a barrier that rolls out for both', '.B', 0, EAGER, '1br newest'],
  ])('%s: %s from %i', (...[, drawing, from, viewer, expected]) => {
    expect(drawn(waysOf(graphDrawn(drawing), from, viewer))).toBe(expected);
  });

  test('says since when the agent will be offered what it waits for', () => {
    const running = rolloutOf(1000, 0, 10);
    const releases = [releaseOf('a', 0), { ...releaseOf('b', 1), rollout: running }];
    const graph = buildGraph(releases, 'x86_64', 'checksum');
    const { end, waitsFor } = waysOf(graph, 0, { wariness: 0.5, at: 1060 });
    expect([end, waitsFor[0]?.rollout]).toEqual([
      'held_back',
      { state: 'active', throttle: 0.1, eligibleAt: 1300 },
    ]);
  });
});

describe('for every graph, agent and time', () => {
  const holds = (law: (graph: Graph, at: number, viewer: typeof EAGER) => void) => {
    const places = fc.tuple(graphs, fc.nat(), warinesses, seconds);
    fc.assert(
      fc.property(places, ([graph, seed, wariness, at]) => {
        if (graph.nodes.length > 0) law(graph, seed % graph.nodes.length, { wariness, at });
      }),
    );
  };

  test('from and to are the edges', () => {
    holds((graph, position, viewer) => {
      const { from, to } = waysOf(graph, position, viewer);
      const sources = graph.edges.filter(([, end]) => end === position).map(([start]) => start);
      const targets = graph.edges.filter(([start]) => start === position).map(([, end]) => end);
      expect(from).toEqual(sources.sort((a, b) => a - b));
      expect(to.map((hop) => hop.to)).toEqual(targets.sort((a, b) => a - b));
    });
  });

  test('what is offered is what the throttled graph has an edge to', () => {
    holds((graph, position, viewer) => {
      const seen = throttled(graph, viewer.wariness, viewer.at).edges;
      const offered = waysOf(graph, position, viewer).to.filter(({ isOffered }) => isOffered);
      const targets = seen.filter(([start]) => start === position).map(([, end]) => end);
      expect(offered.map(({ to }) => to)).toEqual(targets.sort((a, b) => a - b));
    });
  });

  test('each hop is what the server explains that the agent will choose, and the end its verdict', () => {
    holds((graph, position, viewer) => {
      const aliases = { scheme: 'checksum', own: new Set<string>(), nodes: new Map() } as const;
      const scope = { graph, targets: targetsOf(graph), aliases };
      const ways = waysOf(graph, position, viewer);
      const places = [position, ...ways.path.map(({ to }) => to)];
      const verdicts = places.map((place) =>
        explain(scope, { payload: null, version: graph.nodes[place]!.version, ...viewer }),
      );
      const targets = verdicts.flatMap(({ target }) => target?.version ?? []);
      expect(targets).toEqual(ways.path.map(({ to }) => graph.nodes[to]!.version));
      expect(verdicts.at(-1)!.verdict).toBe(VERDICTS[ways.end]);
      const held = verdicts.at(-1)!.held.map(({ eligibleAt }) => eligibleAt);
      if (ways.end === 'held_back')
        expect(ways.waitsFor.map(({ rollout }) => rollout?.eligibleAt)).toEqual(held);
    });
  });
});

const VERDICTS = {
  newest: 'up_to_date',
  deadend: 'deadend',
  held_back: 'held_back',
  paused: 'rollout_paused',
  nothing_newer: 'no_path',
} as const;
