import type { Point } from '../../../../src/adapters/console/graph/polyline.js';

/** A straight piece of a line. */
export type Stretch = readonly [from: Point, to: Point];

/** The stretches of a path that `polyline` has drawn, its corners made sharp again. */
export function stretchesOf(d: string): readonly Stretch[] {
  return d
    .split('M')
    .filter((line) => line !== '')
    .flatMap((line) => {
      // Of a round corner only its middle counts; where it begins and ends lies on the way.
      const points = [...line.matchAll(/([LQ]?)(-?[\d.]+) (-?[\d.]+)/g)].map(([, , x, y]) => ({
        x: Number(x),
        y: Number(y),
      }));
      return points.slice(1).map((point, at): Stretch => [points[at]!, point]);
    });
}

const NEAR = 0.05;

/** Whether a stretch lies wholly on others. */
export function isCovered([from, to]: Stretch, others: readonly Stretch[]): boolean {
  const isLevel = Math.abs(from.y - to.y) < NEAR;
  const [along, across] = isLevel ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const spans = others
    .filter((stretch) => stretch.every((point) => Math.abs(point[across] - from[across]) < NEAR))
    .map((stretch) => stretch.map((point) => point[along]).sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b);
  const end = Math.max(from[along], to[along]);
  let reached = Math.min(from[along], to[along]);
  for (const [low = 0, high = 0] of spans) {
    if (low <= reached + NEAR) reached = Math.max(reached, high);
  }
  return reached >= end - NEAR;
}
