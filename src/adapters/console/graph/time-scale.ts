import type { Graph } from '../../../graph/model.js';
import { throttleAt } from '../../../graph/rollout.js';
import { changesOf, type TimeSpan } from './time-span.js';

/** A slider over time on which what moves has room: times in which nothing happens are drawn together. */
export interface TimeScale {
  /** 0 (the beginning) to 1 (the end). @param at seconds since the Unix epoch, UTC */
  readonly placeOf: (at: number) => number;
  /** Whole minutes, but for the ends. */
  readonly timeAt: (place: number) => number;
  /** The middles of times that are drawn together. */
  readonly breaks: readonly number[];
}

/** A time without a rollout takes no more room than this share of all those with one. */
const IDLE = 0.4;

export function timeScaleOf(graph: Graph, span: TimeSpan): TimeScale {
  const stretches = laidOut(stretchesOf(graph, span));
  const within = (at: number) => Math.min(Math.max(at, span.from), span.to);
  return {
    placeOf: (at) => {
      const found = stretches.find(({ to }) => within(at) <= to);
      return found ? mapped(within(at), [found.from, found.to], [found.start, found.end]) : 1;
    },
    timeAt: (place) => {
      const found = stretches.find(({ end }) => place <= end);
      const time = found ? mapped(place, [found.start, found.end], [found.from, found.to]) : span.to;
      return within(Math.round(time / 60) * 60);
    },
    breaks: stretches.filter(({ isBroken }) => isBroken).map(({ start, end }) => (start + end) / 2),
  };
}

/** Between two moments at which a rollout begins or ends. */
interface Stretch extends TimeSpan {
  readonly isMoving: boolean;
}

function stretchesOf({ nodes }: Graph, span: TimeSpan): readonly Stretch[] {
  const rollouts = nodes.flatMap(({ rollout }) => rollout ?? []);
  const changes = rollouts.flatMap(changesOf).filter((time) => span.from < time && time < span.to);
  const times = [...new Set([span.from, ...changes, span.to])].sort((a, b) => a - b);
  return times.slice(1).map((to, at) => {
    const from = times[at] ?? span.from;
    // At a start it may jump: what counts is what happens behind it.
    const isMoving = rollouts.some((rollout) => throttleAt(rollout, from) !== throttleAt(rollout, to - 1));
    return { from, to, isMoving };
  });
}

interface PlacedStretch extends Stretch {
  /** Where it begins and ends on the slider. */
  readonly start: number;
  readonly end: number;
  readonly isBroken: boolean;
}

function laidOut(stretches: readonly Stretch[]): readonly PlacedStretch[] {
  const busy = stretches.reduce((sum, { from, to, isMoving }) => sum + (isMoving ? to - from : 0), 0);
  const sizeOf = ({ from, to, isMoving }: Stretch) =>
    isMoving || busy === 0 ? to - from : Math.min(to - from, busy * IDLE);
  const whole = stretches.reduce((sum, stretch) => sum + sizeOf(stretch), 0);
  let end = 0;
  return stretches.map((stretch) => {
    const [start, size] = [end, sizeOf(stretch)];
    end += size / whole;
    return { ...stretch, start, end, isBroken: size < stretch.to - stretch.from };
  });
}

function mapped(value: number, [a, b]: Ends, [c, d]: Ends): number {
  return b === a ? c : c + ((value - a) / (b - a)) * (d - c);
}

type Ends = readonly [number, number];
