import { DAY } from '../parts/moment.js';
import type { Graph, Rollout } from '../../../graph/model.js';
import { endEpoch, throttleAt } from '../../../graph/rollout.js';
import type { Curve } from '../parts/curve.js';

/** The times that a slider goes over: seconds since the Unix epoch, UTC, whole minutes. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60;
/** Before the first start and behind the last end. */
const AROUND = 2 * DAY;
/** A start in the wrong century must not make the slider useless. */
const FARTHEST = 2 * 366 * DAY;

/** From before the oldest rollout's start to some days behind the last one's end; now is always in it. */
export function timeSpanOf({ nodes }: Graph, now: number): TimeSpan {
  const times = nodes.flatMap(({ rollout }) => (rollout ? changesOf(rollout) : []));
  const near = times.filter((time) => Math.abs(time - now) <= FARTHEST);
  return {
    from: roundTo(MINUTE, Math.min(now, ...near) - AROUND),
    to: roundTo(MINUTE, Math.max(now, ...near) + AROUND),
  };
}

/** How far each rollout that moves within a span comes in it, oldest first. */
export function exposureIn({ nodes }: Graph, span: TimeSpan): readonly Curve[] {
  return nodes.flatMap(({ version, rollout }) => {
    if (!rollout || !moves(rollout, span)) return [];
    const inside = changesOf(rollout).filter((time) => span.from < time && time < span.to);
    const times = [span.from, ...inside.flatMap((time) => [time - 1, time]), span.to];
    const points = times.map((at) => ({ at, share: throttleAt(rollout, at) }));
    return [{ name: version, kind: 'actual', points } as const];
  });
}

function moves(rollout: Rollout, { from, to }: TimeSpan): boolean {
  return throttleAt(rollout, from) !== throttleAt(rollout, to);
}

/** When a rollout begins and ends, as far as it says so: seconds since the Unix epoch, UTC. */
export function changesOf(rollout: Rollout): readonly number[] {
  const { startEpoch } = rollout;
  if (startEpoch === null) return [];
  const end = endEpoch(rollout);
  return end === null ? [startEpoch] : [startEpoch, end];
}

function roundTo(step: number, value: number): number {
  return Math.round(value / step) * step;
}
