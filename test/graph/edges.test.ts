import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countEdges, edgesOf } from '../../src/graph/edges.js';
import type { Release } from '../../src/graph/model.js';
import { throttled } from '../../src/graph/policy.js';
import { drawings } from './arbitrary.js';
import { drawnEdges, graphDrawn, streamDrawn } from './draw.js';
import { naiveEdges } from './naive.js';

describe('the golden cases of cincinnati.md B.4', () => {
  test.each([
    ['.....', ''],
    ['....r', '0>4 1>4 2>4 3>4'],
    ['..b.r', '2>4 3>4 0>2 1>2'],
    ['.b.Br', '3>4 1>3 2>3 0>1'],
    ['b.r', '0>2 1>2'],
    ['..rb', '0>2 1>2 0>3 1>3 2>3'],
    ['.d.r', '0>3 2>3'],
    ['...rr', '0>4 1>4 2>4 3>4 0>3 1>3 2>3'],
    ['..b.B', '2>4 3>4 0>2 1>2'],
    ['..t.r', '3>4 0>2 1>2'],
    ['r..', ''],
  ])('the edges of %s are %s', (drawing, expected) => {
    expect(drawnEdges(edgesOf(streamDrawn(drawing)))).toBe(expected);
  });
});

describe('the consequences in cincinnati.md B.4', () => {
  test.each([
    ['a stream without releases', '', ''],
    ['a single release', 'B', ''],
    ['a release that says nothing is no target, but a source', '.r.', '0>1'],
    ['an edge into a deadend stays', '.D', '0>1'],
    ['a barrier at the very start changes nothing', 'b..r', '0>3 1>3 2>3'],
    ['an old rollout keeps the edges of its own segment', '.r.b.r', '3>5 4>5 0>1 0>3 1>3 2>3'],
    ['barriers in a row are taken one by one', '.bbb', '0>1 1>2 2>3'],
    ['a barrier that rolls out has its edges once', '..B', '0>2 1>2'],
    ['a trap at the end of a rollout is reached and not left', '.T.r', '2>3 0>1'],
  ])('%s: %s', (_, drawing, expected) => {
    expect(drawnEdges(edgesOf(streamDrawn(drawing)))).toBe(expected);
  });
});

describe('for every stream', () => {
  const holds = (law: (releases: readonly Release[]) => void) => {
    const check = (drawing: string) => {
      law(streamDrawn(drawing));
    };
    fc.assert(fc.property(drawings, check));
  };

  test('the edges are those of the definition in cincinnati.md A.1', () => {
    holds((releases) => {
      const defined = releases.flatMap((from, i) =>
        releases.flatMap((to, j) => {
          const isTarget = to.rollout !== null || to.barrier !== null;
          const isClear = !releases.slice(i + 1, j).some(({ barrier }) => barrier);
          return i < j && isTarget && isClear && !from.deadend ? [`${i}>${j}`] : [];
        }),
      );
      expect(
        edgesOf(releases)
          .map(([i, j]) => `${i}>${j}`)
          .sort(),
      ).toEqual(defined.sort());
    });
  });

  test('their order is that of the reference server', () => {
    holds((releases) => {
      const expected = naiveEdges(releases.length, (mark, i) => releases[i]?.[mark] !== null);
      expect(drawnEdges(edgesOf(releases))).toBe(drawnEdges(expected));
    });
  });

  test('every edge goes up, so no path comes back', () => {
    holds((releases) => expect(edgesOf(releases).filter(([from, to]) => from >= to)).toEqual([]));
  });

  test('no edge jumps a barrier', () => {
    holds((releases) => {
      const jumps = edgesOf(releases).filter(([from, to]) =>
        releases.some(({ barrier }, between) => barrier && from < between && between < to),
      );
      expect(jumps).toEqual([]);
    });
  });

  test('nothing leaves a deadend', () => {
    holds((releases) => expect(edgesOf(releases).filter(([from]) => releases[from]!.deadend)).toEqual([]));
  });

  test('an agent that follows its hints stops at every barrier on its way', () => {
    fc.assert(
      fc.property(drawings, fc.nat(), (drawing, seed) => {
        const { nodes } = graphDrawn(drawing);
        if (nodes.length === 0) return;
        const path = pathFrom(seed % nodes.length, drawing);
        const way = nodes.slice(path[0], path.at(-1)! + 1);
        const passed = way.filter(({ barrier }) => barrier !== null).map(({ ageIndex }) => ageIndex);
        expect(path).toEqual(expect.arrayContaining(passed));
      }),
    );
  });

  test('it rests only at a deadend or where nothing newer is offered', () => {
    fc.assert(
      fc.property(drawings, fc.nat(), (drawing, seed) => {
        const { nodes } = graphDrawn(drawing);
        if (nodes.length === 0) return;
        const end = pathFrom(seed % nodes.length, drawing).at(-1)!;
        const newer = nodes.slice(end + 1).filter(({ rollout, barrier }) => rollout ?? barrier);
        expect(nodes[end]!.deadend !== null || newer.length === 0).toBe(true);
      }),
    );
  });
});

/** Where an agent of wariness 0 comes by when it takes the newest release offered, again and again. */
function pathFrom(start: number, drawing: string): readonly number[] {
  const { nodes, edges } = throttled(graphDrawn(drawing), 0, 0);
  const path = [start];
  for (;;) {
    const offered = edges.filter(([from]) => from === path.at(-1)).map(([, to]) => nodes[to]!.ageIndex);
    if (offered.length === 0) return path;
    path.push(Math.max(...offered));
  }
}

test('edges are counted without being made, those out of deadends too', () => {
  fc.assert(
    fc.property(drawings, (drawing) => {
      const alive = streamDrawn(drawing).map((release) => ({ ...release, deadend: null }));
      expect(countEdges(streamDrawn(drawing))).toBe(edgesOf(alive).length);
    }),
  );
});
