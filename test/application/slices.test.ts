import { describe, expect, test } from 'vitest';
import { inSlices } from '../../src/application/slices.js';
import type { Steps } from '../../src/graph/steps.js';

/** So many steps, each of which takes its time. */
function* busySteps(steps: number, milliseconds: number): Steps<number> {
  for (let step = 0; step < steps; step++) {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
    yield;
  }
  return steps;
}

/** How often others have their turn until it is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const take = () => {
    turns++;
    if (!isDone) setImmediate(take);
  };
  setImmediate(take);
  await work.finally(() => (isDone = true));
  return turns;
}

describe('work in slices', () => {
  test('gives what all of it at once would', async () => {
    expect(await inSlices(busySteps(7, 0))).toBe(7);
  });

  test('lets others have their turns', async () => {
    expect(await turnsDuring(inSlices(busySteps(50, 2)))).toBeGreaterThan(10);
  });

  test('does not wait for others after every little step', async () => {
    expect(await turnsDuring(inSlices(busySteps(1000, 0)))).toBeLessThan(500);
  });

  test('lets others have a turn before anybody goes on with what it made', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('others'));
    await inSlices(busySteps(1, 0));
    order.push('whoever waits');
    expect(order).toEqual(['others', 'whoever waits']);
  });

  test('throws what its work throws', async () => {
    const broken = (function* (): Steps<void> {
      yield;
      throw new Error('broken');
    })();
    await expect(inSlices(broken)).rejects.toThrow('broken');
  });
});
