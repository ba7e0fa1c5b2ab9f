import type { Rollout } from '../../../graph/model.js';
import { endEpoch, throttleAt } from '../../../graph/rollout.js';
import type { Band, Curve, CurvePoint } from '../parts/curve.js';
import { DAY } from '../parts/moment.js';
import type { Stand } from './stand.js';

/** A rollout from its beginning to its end, as far as it is known. */
export interface Way {
  readonly curves: readonly Curve[];
  /** While it stood still. */
  readonly pauses: readonly Band[];
}

/**
 * The curves of a rollout: what was planned at first, how it went, and, where that is another way, how it goes on.
 * @param stands what it went by, oldest first
 * @param clock now, in seconds since the Unix epoch, UTC; it may lag behind what is known to have happened
 */
export function wayOf(name: string, stands: readonly Stand[], clock: number): Way {
  const now = Math.max(clock, ...stands.map(({ since }) => since ?? clock));
  const spans = spansOf(stands, now);
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return { curves: [], pauses: [] };
  const planned = plannedBy(first.stand.rollout);
  const actual = spans.flatMap(({ stand, from, to }) => pointsIn(stand.rollout, from, to));
  const ahead = spans.length === 1 && planned.length > 0 ? [] : aheadOf(last.stand, now, planned);
  const curves: readonly Curve[] = [
    { name, kind: 'planned', points: planned },
    { name, kind: 'ahead', points: ahead },
    { name, kind: 'actual', points: actual },
  ];
  return {
    curves: curves.filter(({ points }) => points.length > 0),
    pauses: spans.flatMap(({ stand, from, to }) => (stand.isPaused && to > from ? [{ from, to }] : [])),
  };
}

interface Span {
  readonly stand: Stand;
  readonly from: number;
  readonly to: number;
}

/** From when to when it went by what; what is finished is followed no longer than it took. */
function spansOf(all: readonly Stand[], now: number): readonly Span[] {
  const stands = lastLap(all);
  if (stands.length === 1 && stands[0]?.isPaused) return [];
  return stands.flatMap((stand, index) => {
    const to = Math.min(stands[index + 1]?.since ?? now, now);
    const from = index === 0 ? beginning(stand, to) : Math.min(stand.since ?? to, to);
    const isLast = index === stands.length - 1;
    return [{ stand, from, to: isLast ? Math.max(from, lastWorthSeeing(stands, to)) : to }];
  });
}

/** What was set after everybody had been let in for long is another rollout of the same release. */
export function lastLap(stands: readonly Stand[]): readonly Stand[] {
  const last = stands.findLastIndex(({ rollout }, index) => {
    const next = stands[index + 1]?.since ?? null;
    return next !== null && throttleAt(rollout, next) >= 1 && next - (doneAt(rollout) ?? 0) > DAY;
  });
  return stands.slice(last + 1);
}

function doneAt(rollout: Rollout): number | null {
  return endEpoch(rollout) ?? rollout.startEpoch;
}

/** Nobody was let in here before somebody said so, whatever start was said; what came with the stream had begun elsewhere. */
function beginning({ rollout: { startEpoch: start }, since }: Stand, to: number): number {
  return Math.min(start === null ? (since ?? to) : Math.max(start, since ?? start), to);
}

function lastWorthSeeing(stands: readonly Stand[], now: number): number {
  const rollout = stands.at(-1)?.rollout;
  if (rollout === undefined || throttleAt(rollout, now) < 1) return now;
  const done = doneAt(rollout);
  const begun = stands[0]?.rollout.startEpoch ?? done;
  if (done === null || begun === null) return now;
  return Math.min(now, done + Math.max(3600, Math.round((done - begun) / 8)));
}

/** The first plan, from its start to its end; nothing of one that has none. */
function plannedBy(rollout: Rollout): readonly CurvePoint[] {
  const [start, end] = [rollout.startEpoch, endEpoch(rollout)];
  return start === null || end === null ? [] : pointsIn(rollout, start - 1, end).slice(1);
}

/** What is to come as it stands: to its end, or on the level for as long as the plan would have gone. */
function aheadOf(
  { rollout, isPaused }: Stand,
  now: number,
  planned: readonly CurvePoint[],
): readonly CurvePoint[] {
  const end = isPaused ? (planned.at(-1)?.at ?? now) : (endEpoch(rollout) ?? now);
  return end > now ? pointsIn(rollout, now, end) : [];
}

/** The corners of a curve between two moments; straight between them, upright where it jumps. */
function pointsIn(rollout: Rollout, from: number, to: number): readonly CurvePoint[] {
  const { startEpoch: start } = rollout;
  const corners = [from, start, endEpoch(rollout), to]
    .filter((at) => at !== null)
    .filter((at) => at >= from && at <= to)
    .sort((a, b) => a - b);
  return [...new Set(corners)].flatMap((at) => {
    const point = { at, share: Math.min(throttleAt(rollout, at), 1) };
    const isJump = at === start && at > from && point.share > 0;
    return isJump ? [{ at, share: 0 }, point] : [point];
  });
}
