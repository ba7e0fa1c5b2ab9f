import { describe, expect, test } from 'vitest';
import { exposureIn, timeSpanOf } from '../../../../src/adapters/console/graph/time-span.js';
import { buildGraph } from '../../../../src/graph/build-graph.js';
import type { Graph, Rollout } from '../../../../src/graph/model.js';
import { FINISHED, releaseOf, rolloutOf } from '../../../graph/draw.js';

const NOW = 1_795_305_600;
const DAY = 86_400;

function graphWith(...rollouts: readonly Rollout[]): Graph {
  const releases = rollouts.map((rollout, at) => ({ ...releaseOf(`v${at + 1}`, at + 1), rollout }));
  return buildGraph([releaseOf('v0', 0), ...releases], 'x86_64', 'checksum');
}

describe('the time of the slider', () => {
  test.each([
    ['is around now where nothing rolls out', [FINISHED], [-2, 2]],
    ['goes from before the oldest start to now', [rolloutOf(NOW - 30 * DAY, 0, 1440)], [-32, 2]],
    ['goes behind the last end', [rolloutOf(NOW + DAY, 0, 4 * 1440)], [-2, 7]],
    ['takes no start in the wrong century for one', [rolloutOf(1, 0, 1440)], [-2, 2]],
    ['knows a rollout that stands still since a time', [rolloutOf(NOW - DAY, 0.3, null)], [-3, 2]],
  ])('%s', (_, rollouts, days) => {
    const { from, to } = timeSpanOf(graphWith(...rollouts), NOW);
    expect([from - NOW, to - NOW].map((seconds) => seconds / DAY)).toEqual(days);
  });
});

describe('what rolls out in it', () => {
  const span = { from: NOW, to: NOW + 10 * DAY };

  test('is drawn from its beginning to its end, with the jump at its start', () => {
    const [curve] = exposureIn(graphWith(rolloutOf(NOW + DAY, 0.5, 1440)), span);
    const points = curve?.points.map(({ at, share }) => [at - NOW, Number(share.toFixed(3))]);
    expect(points).toEqual([
      [0, 0],
      [DAY - 1, 0],
      [DAY, 0.5],
      [2 * DAY - 1, 1],
      [2 * DAY, 1],
      [10 * DAY, 1],
    ]);
  });

  test('is nothing for what is over, or stands still', () => {
    expect(exposureIn(graphWith(FINISHED, rolloutOf(NOW - DAY, 0.4, null)), span)).toEqual([]);
  });
});
