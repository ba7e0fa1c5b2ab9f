import { expect, test } from 'vitest';
import { sightWords } from '../../../../src/adapters/console/graph/sight-words.js';
import { sightOf } from '../../../../src/adapters/console/graph/sight.js';
import { textIn } from '../../../../src/adapters/console/texts/texts.js';
import { graphDrawn } from '../../../graph/draw.js';

test.each([
  ['.5', 0.4, 'This agent sees all 1 edges.'],
  ['.5', 0.6, 'This agent sees 0 of 1 edges. Held back from v1'],
])('of %s an agent of wariness %d hears: %s', (drawing, wariness, expected) => {
  const graph = graphDrawn(drawing);
  const words = sightWords(graph, sightOf(graph, { wariness, at: 0 }), (key, values) =>
    textIn('en', key, values),
  );
  expect(words).toBe(expected);
});
