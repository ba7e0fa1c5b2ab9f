export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How round corners are. */
export const RADIUS = 7;

/** A line along horizontal and vertical stretches, as the `d` of an SVG path; corners are rounded as far as there is room. */
export function polyline(points: readonly Point[]): string {
  const [start, ...others] = withoutMiddles(points);
  if (!start) return '';
  const all = [start, ...others];
  const stretches = others.map((point, at) => {
    const next = all[at + 2];
    if (!next) return `L${pair(point)}`;
    const radius = Math.min(RADIUS, distance(all[at] ?? point, point) / 2, distance(point, next) / 2);
    const [before, after] = [towards(point, all[at] ?? point, radius), towards(point, next, radius)];
    return `L${pair(before)}Q${pair(point)} ${pair(after)}`;
  });
  return `M${pair(start)}${stretches.join('')}`;
}

/** Without points that change nothing, as they stand on the way between two others. */
function withoutMiddles(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    if (before && last && isBetween(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function isBetween(a: Point, b: Point, c: Point): boolean {
  return (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return {
    x: from.x + ((to.x - from.x) * length) / whole,
    y: from.y + ((to.y - from.y) * length) / whole,
  };
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
