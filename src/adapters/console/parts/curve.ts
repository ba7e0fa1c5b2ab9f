/** A rollout at a moment. */
export interface CurvePoint {
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  /** 0 (nobody) to 1 (everybody). */
  readonly share: number;
}

export interface Curve {
  readonly name: string;
  readonly kind: 'planned' | 'actual';
  /** Oldest first; straight between two. */
  readonly points: readonly CurvePoint[];
}

interface Tick {
  readonly at: number;
  readonly x: number;
}

/** Curves in the units of a drawing: x to the right, y down, from the frame's corner. */
export interface CurveDrawing {
  readonly width: number;
  readonly height: number;
  readonly curves: readonly (Omit<Curve, 'points'> & { readonly path: string })[];
  readonly ticks: readonly Tick[];
  /** `null` where now is not in the picture. */
  readonly nowX: number | null;
}

interface Frame {
  readonly now: number;
  readonly width: number;
  readonly height: number;
}

/** Puts curves into a frame, the first point of all at its left edge and the last at its right. */
export function drawCurves(curves: readonly Curve[], { now, width, height }: Frame): CurveDrawing {
  const times = curves.flatMap(({ points }) => points.map(({ at }) => at));
  const [from, to] = spanOf(times, now);
  const x = (at: number) => round(((at - from) / (to - from)) * width);
  const y = (share: number) => round((1 - Math.min(Math.max(share, 0), 1)) * height);
  return {
    width,
    height,
    curves: curves.map(({ points, ...curve }) => ({
      ...curve,
      path: points.map(({ at, share }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(share)}`).join(''),
    })),
    ticks: ticksIn(from, to).map((at) => ({ at, x: x(at) })),
    nowX: now >= from && now <= to ? x(now) : null,
  };
}

const HOUR = 3600;
const STEPS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 4320, 8760].map(
  (hours) => hours * HOUR,
);
const MOST_TICKS = 6;

/** Never empty: what has no length gets an hour to both sides. */
function spanOf(times: readonly number[], now: number): readonly [number, number] {
  const [from, to] = [Math.min(...times, Infinity), Math.max(...times, -Infinity)];
  if (from > to) return [now - HOUR, now + HOUR];
  return from === to ? [from - HOUR, to + HOUR] : [from, to];
}

/** Round moments, in UTC. */
function ticksIn(from: number, to: number): readonly number[] {
  const step = STEPS.find((length) => (to - from) / length <= MOST_TICKS) ?? (to - from) / MOST_TICKS;
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
