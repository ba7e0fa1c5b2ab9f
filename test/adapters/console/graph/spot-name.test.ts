import { expect, test } from 'vitest';
import { spotName } from '../../../../src/adapters/console/graph/spot-name.js';
import { textIn } from '../../../../src/adapters/console/texts/texts.js';
import type { Say } from '../../../../src/adapters/console/texts/use-say.js';
import { graphDrawn } from '../../../graph/draw.js';

const say: Say = (key, values) => textIn('en', key, values);

test.each([
  ['.', 'v0'],
  ['b', 'v0, barrier'],
  ['d', 'v0, deadend'],
  ['5', 'v0, rollout 50 %'],
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
