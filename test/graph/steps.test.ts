import { describe, expect, test } from 'vitest';
import { atOnce, flatMapSteps, mapSteps, type Steps } from '../../src/graph/steps.js';

/** How often it pauses. */
function pausesOf(steps: Steps<unknown>): number {
  let pauses = 0;
  while (!steps.next().done) pauses++;
  return pauses;
}

describe('steps', () => {
  test('make what the same work makes at once', () => {
    const items = Array.from({ length: 1000 }, (_, at) => at);
    expect(atOnce(mapSteps(items, (item, at) => item * at))).toEqual(items.map((item) => item * item));
    expect(atOnce(flatMapSteps(items, (item) => [item, -item]))).toEqual(
      items.flatMap((item) => [item, -item]),
    );
  });

  test.each([
    [0, 0],
    [63, 0],
    [64, 1],
    [1000, 15],
  ])('of %i items pause %i times', (length, pauses) => {
    expect(pausesOf(mapSteps(Array.from({ length }), () => null))).toBe(pauses);
  });

  test('throw what their work throws', () => {
    const broken = mapSteps([1], () => {
      throw new Error('broken');
    });
    expect(() => atOnce(broken)).toThrow('broken');
  });
});
