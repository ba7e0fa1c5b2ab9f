import { expect, test } from 'vitest';
import { beginningOf } from '../../../../src/adapters/console/rollouts/beginning.js';
import type { Stand } from '../../../../src/adapters/console/rollouts/stand.js';
import { rolloutOf } from '../../../graph/draw.js';

const HOUR = 3600;

/** Hours: since when it went by it, its start, and its length; one without a length stands still. */
const stand = (since: number | null, start: number, hours: number | null = null): Stand => ({
  since: since === null ? null : since * HOUR,
  rollout: rolloutOf(start * HOUR, 0.25, hours === null ? null : hours * 60),
  isPaused: hours === null,
});
const everybody: Stand = { since: 30 * HOUR, rollout: rolloutOf(30 * HOUR, 1, null), isPaused: false };

test.each<[string, Stand[], string]>([
  ['of which nothing is known', [], 'start'],
  ['under way', [stand(0, 4, 40)], 'start'],
  ['that came with the stream', [stand(null, 4, 40)], 'start'],
  ['paused', [stand(0, 4, 40), stand(10, 10)], 'start, planned 4'],
  ['paused, nothing more is known', [stand(null, 10)], 'start'],
  ['resumed', [stand(0, 4, 40), stand(10, 10), stand(30, 30, 30)], 'resumed 30, planned 4'],
  ['resumed, whose plan is not known', [stand(null, 10), stand(30, 30, 30)], 'resumed 30'],
  [
    'resumed and corrected',
    [stand(0, 4, 40), stand(10, 10), stand(30, 30, 30), stand(35, 30, 60)],
    'resumed 30, planned 4',
  ],
  [
    'resumed and moved',
    [stand(0, 4, 40), stand(10, 10), stand(30, 30, 30), stand(35, 36, 60)],
    'start, planned 4',
  ],
  ['paused before its start and resumed', [stand(0, 20, 40), stand(10, 10), stand(15, 20, 40)], 'start'],
  ['opened to everybody after a pause', [stand(0, 4, 40), stand(10, 10), everybody], 'start, planned 4'],
])('the beginning of one %s', (_, stands, expected) => {
  const { planned, resumed } = beginningOf(stands);
  const said = [
    resumed === null ? 'start' : `resumed ${resumed / HOUR}`,
    ...(planned === null ? [] : [`planned ${planned / HOUR}`]),
  ];
  expect(said.join(', ')).toBe(expected);
});
