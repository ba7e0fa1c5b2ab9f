import { expect, test } from 'vitest';
import { waysOf } from '../../../../src/adapters/console/graph/paths.js';
import { pathName, spotName } from '../../../../src/adapters/console/graph/spot-name.js';
import { textIn } from '../../../../src/adapters/console/texts/texts.js';
import type { Say } from '../../../../src/adapters/console/texts/use-say.js';
import { graphDrawn } from '../../../graph/draw.js';

const say: Say = (key, values) => textIn('en', key, values);

test.each([
  ['.', 'v0'],
  ['b', 'v0, barrier'],
  ['d', 'v0, deadend'],
  ['5', 'v0, rollout 50 % paused'],
  ['T', 'v0, barrier, deadend, rollout 100 %'],
])('%s is said as %s', (drawing, expected) => {
  expect(spotName({ first: 0, last: 0 }, graphDrawn(drawing), { say, viewer: { wariness: 0, at: 0 } })).toBe(
    expected,
  );
});

test('a pile is said with what is in it', () => {
  const name = spotName({ first: 1, last: 4 }, graphDrawn('.....'), { say, viewer: { wariness: 0, at: 0 } });
  expect(name).toBe('A pile of 4 releases: v1 to v4');
});

test('a path is said hop by hop, with where it ends', () => {
  const graph = graphDrawn('.b.r');
  const ways = waysOf(graph, 0, { wariness: 0, at: 0 });
  expect(pathName(ways, graph, say)).toBe('Path to the newest: v1, v3 newest of all');
});

test('that a release is the newest is said of itself only', () => {
  const graph = graphDrawn('.b.r');
  const ways = waysOf(graph, 3, { wariness: 0, at: 0 });
  expect(pathName(ways, graph, say)).toBe('Path to the newest:  This is the newest release.');
});
