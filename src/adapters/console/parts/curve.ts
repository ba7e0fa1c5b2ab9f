import { DAY } from './moment.js';

/** A rollout at a moment. */
export interface CurvePoint {
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  /** 0 (nobody) to 1 (everybody). */
  readonly share: number;
}

export interface Curve {
  readonly name: string;
  /** `ahead`: how it goes on as it stands, where that is not as it was planned. */
  readonly kind: 'planned' | 'ahead' | 'actual';
  /** Oldest first; straight between two. */
  readonly points: readonly CurvePoint[];
}

/** A while that is marked: seconds since the Unix epoch, UTC. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

interface Tick {
  readonly at: number;
  readonly x: number;
}

/** How ticks are written: a moment, or a day; with the year where there are two of them. */
export interface TickLook {
  readonly isDay: boolean;
  readonly hasYear: boolean;
}

/** Curves in the units of a drawing: x to the right, y down, from the frame's corner. */
export interface CurveDrawing {
  readonly width: number;
  readonly height: number;
  readonly curves: readonly (Omit<Curve, 'points'> & {
    readonly path: string;
    /** Where an actual one has come to. */
    readonly head: { readonly x: number; readonly y: number } | null;
  })[];
  readonly bands: readonly { readonly x: number; readonly width: number }[];
  /** At round moments, and at the end. */
  readonly ticks: readonly Tick[];
  readonly tickLook: TickLook;
  /** `null` where now is not in the picture. */
  readonly nowX: number | null;
}

interface Frame {
  readonly now: number;
  readonly width: number;
  readonly height: number;
  readonly bands?: readonly Band[];
  /** By how many seconds the viewer's clock is ahead of UTC, so that round moments are round to people. */
  readonly ahead?: number;
}

/** Puts curves into a frame, the first point of all at its left edge and the last at its right. */
export function drawCurves(curves: readonly Curve[], frame: Frame): CurveDrawing {
  const { now, width, height, bands = [], ahead = 0 } = frame;
  const times = curves.flatMap(({ points }) => points.map(({ at }) => at));
  const [from, to] = spanOf(times, now);
  const span = { from: from + ahead, to: to + ahead };
  const { ticks, look } = ticksOf(span, width);
  const x = (at: number) => round(((at - from) / (to - from)) * width);
  const y = (share: number) => round((1 - Math.min(Math.max(share, 0), 1)) * height);
  return {
    width,
    height,
    curves: curves.map(({ points, ...curve }) => ({
      ...curve,
      path: points.map(({ at, share }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(share)}`).join(''),
      head: curve.kind === 'actual' ? headOf(points, x, y) : null,
    })),
    bands: bands.map((band) => ({ x: x(band.from), width: round(x(band.to) - x(band.from)) })),
    ticks: ticks.map((at) => ({ at: at - ahead, x: x(at - ahead) })),
    tickLook: look,
    nowX: now >= from && now <= to ? x(now) : null,
  };
}

type Scale = (value: number) => number;

function headOf(points: readonly CurvePoint[], x: Scale, y: Scale) {
  const last = points.at(-1);
  return last ? { x: x(last.at), y: y(last.share) } : null;
}

const HOUR = 3600;
const STEPS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2160, 4320, 8760].map(
  (hours) => hours * HOUR,
);
const MOST_TICKS = 6;

/** Seconds as the viewer's clock counts them. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Round moments, and the end, which pushes away what is too near to it to be read. */
function ticksOf({ from, to }: Span, width: number) {
  const hasYear = yearOf(from) !== yearOf(to);
  const step = stepFor(to - from, (step) => width / roomFor({ isDay: step >= DAY, hasYear }));
  const look: TickLook = { isDay: step >= DAY, hasYear };
  const lastRound = to - (END_ROOM * roomFor(look) * (to - from)) / width;
  const rounds = ticksIn(from, to, step).filter((at) => at <= lastRound);
  return { ticks: [...rounds, to], look };
}

/** How wide what is written at a tick is, with the gap to the next: a date needs less than a date with a time. */
function roomFor({ isDay, hasYear }: TickLook): number {
  return (isDay ? 62 : 105) + (hasYear ? 38 : 0);
}

/** Of the room of a tick: at the end it is written to the left of it, elsewhere to both sides. */
const END_ROOM = 1.4;

function yearOf(at: number): number {
  return new Date(at * 1000).getUTCFullYear();
}

/** @param mostOf how many ticks there is room for */
function stepFor(span: number, mostOf: (step: number) => number): number {
  const most = (step: number) => Math.max(1, Math.min(MOST_TICKS, mostOf(step)));
  return STEPS.find((step) => span / step <= most(step)) ?? span / MOST_TICKS;
}

/** Never empty: what has no length gets an hour to both sides. */
function spanOf(times: readonly number[], now: number): readonly [number, number] {
  const [from, to] = [Math.min(...times, Infinity), Math.max(...times, -Infinity)];
  if (from > to) return [now - HOUR, now + HOUR];
  return from === to ? [from - HOUR, to + HOUR] : [from, to];
}

/** Round moments. */
function ticksIn(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
