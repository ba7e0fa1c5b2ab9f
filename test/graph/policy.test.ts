import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isOffered,
  newestForAll,
  successorsOf,
  targetsOf,
  throttled,
  withoutTargets,
} from '../../src/graph/policy.js';
import type { Node, Rollout } from '../../src/graph/model.js';
import { graphs, seconds, warinesses } from './arbitrary.js';
import { drawnEdges, FINISHED, graphDrawn, rolloutOf } from './draw.js';

const S = 1_000_000;

function nodeWith(rollout: Rollout | null): Node {
  return { ...graphDrawn('.').nodes[0]!, rollout };
}

describe('a node is offered', () => {
  test.each([
    [true, 'to everybody without a rollout', null, 1, S],
    [true, 'to the wariest when it is finished', FINISHED, 1, S],
    [true, 'to wariness 0 before the start', rolloutOf(S, 0, 60), 0, S - 1],
    [false, 'to others before the start', rolloutOf(S, 1, 60), 1e-6, S - 1],
    [true, 'to wariness 0 while the section is empty', rolloutOf(null, null, null), 0, S],
    [false, 'to others while the section is empty', rolloutOf(null, null, null), 1e-6, S],
    [true, 'when the wariness is just the throttle', rolloutOf(S, 0, 60), 0.5, S + 1800],
    [false, 'when the wariness is a bit above it', rolloutOf(S, 0, 60), 0.5000000000000001, S + 1800],
    [false, 'to the wariest at an end that is a bit below 1', rolloutOf(S, 0, 49), 1, S + 49 * 60],
    [true, 'to the wariest a second later', rolloutOf(S, 0, 49), 1, S + 49 * 60 + 1],
    [true, 'to the wariest at an end that is exact', rolloutOf(S, 0, 1440), 1, S + 1440 * 60],
    [false, 'to the warier while it stands still', rolloutOf(S, 0.3, null), 0.31, S + 1e9],
  ])('%s: %s', (...[expected, , rollout, wariness, at]) => {
    expect(isOffered(nodeWith(rollout), wariness, at)).toBe(expected);
  });
});

describe('the graph as one agent sees it', () => {
  test.each([
    ['....5', 0.5, '0>4 1>4 2>4 3>4'],
    ['....5', 0.6, ''],
    ['..b.5', 1, '0>2 1>2'],
    ['..73', 0.2, '0>3 1>3 2>3 0>2 1>2'],
    ['..73', 0.5, '0>2 1>2'],
    ['..37', 0.5, '0>3 1>3 2>3'],
    ['..73', 0.8, ''],
    ['..0', 0, '0>2 1>2'],
    ['..0', 0.000001, ''],
    ['.5.r', 1, '0>3 1>3 2>3'],
  ])('%s at wariness %d has the edges %s', (drawing, wariness, expected) => {
    expect(drawnEdges(throttled(graphDrawn(drawing), wariness, S).edges)).toBe(expected);
  });

  test('has all nodes, hidden ones too', () => {
    const graph = graphDrawn('..73');
    expect(throttled(graph, 1, S).nodes).toEqual(graph.nodes);
  });

  test('has a subset of the edges that a less wary agent sees', () => {
    fc.assert(
      fc.property(graphs, seconds, fc.tuple(warinesses, warinesses), (graph, at, [one, other]) => {
        const bold = throttled(graph, Math.min(one, other), at).edges;
        expect(bold).toEqual(expect.arrayContaining([...throttled(graph, Math.max(one, other), at).edges]));
      }),
    );
  });

  test('loses no edge as time goes by', () => {
    fc.assert(
      fc.property(
        graphs,
        fc.tuple(seconds, fc.nat({ max: 5000 })),
        warinesses,
        (graph, [at, later], wariness) => {
          const after = throttled(graph, wariness, at + later).edges;
          expect(after).toEqual(expect.arrayContaining([...throttled(graph, wariness, at).edges]));
        },
      ),
    );
  });

  test('keeps exactly the edges to nodes that are offered, in their order', () => {
    fc.assert(
      fc.property(graphs, seconds, warinesses, (graph, at, wariness) => {
        const kept = graph.edges.filter(([, to]) => isOffered(graph.nodes[to]!, wariness, at));
        expect(throttled(graph, wariness, at)).toEqual({ nodes: graph.nodes, edges: kept });
      }),
    );
  });
});

describe('a graph without targets', () => {
  test('keeps the edges that lead out of them', () => {
    expect(drawnEdges(withoutTargets(graphDrawn('.rr'), new Set([1])).edges)).toBe('0>2 1>2');
  });

  test('is the very same when there are none', () => {
    const graph = graphDrawn('.rr');
    expect(withoutTargets(graph, new Set())).toBe(graph);
  });
});

describe('the newest version that an edge leads to', () => {
  test.each([
    ['is none without edges', '...', null, null],
    ['is the newest rollout', '.r.r', 'v3', 'v3'],
    ['is another one for all while the newest is not finished', '.r.5', 'v3', 'v1'],
    ['is a barrier for all', '.b.5', 'v3', 'v1'],
    ['is none for all while nothing is finished', '..5', 'v2', null],
    ['is never one that only leads on', '.r...', 'v1', 'v1'],
    ['is not the first, which nothing leads to', 'r', null, null],
  ])('%s', (...[, drawing, any, forAll]) => {
    const graph = graphDrawn(drawing);
    const targets = targetsOf(graph);
    const newest = graph.nodes[targets.at(-1) ?? -1]?.version ?? null;
    expect([newest, newestForAll(graph, targets, S)?.version ?? null]).toEqual([any, forAll]);
  });

  test('is for all from the second on at which the rollout ends', () => {
    const { nodes, edges } = graphDrawn('.r');
    const graph = { nodes: [nodes[0]!, { ...nodes[1]!, rollout: rolloutOf(S, 0, 60) }], edges };
    expect(newestForAll(graph, targetsOf(graph), S + 3599)).toBe(null);
    expect(newestForAll(graph, targetsOf(graph), S + 3600)).toBe(graph.nodes[1]);
  });
});

test('what a node leads to is what the edges say, oldest first', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      graph.nodes.forEach((_, node) => {
        const targets = graph.edges.filter(([from]) => from === node).map(([, to]) => to);
        expect(successorsOf(graph, node)).toEqual(targets.sort((a, b) => a - b));
      });
      expect(successorsOf(graph, graph.nodes.length)).toEqual([]);
    }),
  );
});
