import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, firstChange, type Comparison } from '../../../../src/adapters/console/graph/compare.js';
import { diffOf } from '../../../../src/graph/diff.js';
import { drawings } from '../../../graph/arbitrary.js';
import { drawnEdges, graphDrawn, streamDrawn } from '../../../graph/draw.js';

const isSame = ({ diff }: Comparison) => Object.values(diff).every(({ length }) => length === 0);

describe('two graphs that are compared', () => {
  test.each([
    ['a release that was published', '.r', '.rr', '', 'v2 added', '', '0>2 1>2'],
    ['a release that is gone', '.rr', '.r', 'v2 removed', '', '0>2 1>2', ''],
    ['a barrier', '...r', '.b.r', 'v1 changed', 'v1 changed', '0>3', '0>1'],
    ['nothing', '.b.r', '.b.r', '', '', '', ''],
  ])('show %s, %s to %s', (...[, older, newer, gone, come, edgesGone, edgesCome]) => {
    const comparison = compare(graphDrawn(older), graphDrawn(newer));
    const { before, after } = comparison;
    const changes = (side: typeof before) => [...side.changes].map((one) => one.join(' ')).join(', ');
    expect([changes(before), changes(after)]).toEqual([gone, come]);
    expect([drawnEdges(before.edges), drawnEdges(after.edges)]).toEqual([edgesGone, edgesCome]);
    expect(isSame(comparison)).toBe(older === newer);
  });

  test.each([
    ['a release that was published', '.r', '.rr', 2],
    ['a barrier', '...r', '.b.r', 1],
    ['nothing', '.b.r', '.b.r', null],
  ])('begin to differ at %s', (...[, older, newer, expected]) => {
    const { after } = compare(graphDrawn(older), graphDrawn(newer));
    expect(firstChange(after.graph, after)).toBe(expected);
  });

  test('differ in what the API says that they differ in', () => {
    fc.assert(
      fc.property(drawings, drawings, (older, newer) => {
        const [asked] = diffOf(streamDrawn(older), streamDrawn(newer), 'operations');
        const comparison = compare(graphDrawn(older), graphDrawn(newer));
        expect(isSame(comparison)).toBe(asked === undefined);
        if (asked) expect(asked).toMatchObject(comparison.diff);
      }),
    );
  });
});
