import { isDeepStrictEqual } from 'node:util';
import type { Release, Rollout } from './model.js';
import { firstSecond, throttleAt } from './rollout.js';

/** How far a rollout has come at one moment. */
export interface ExposurePoint {
  readonly version: string;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  /** 0 (nobody) to 1 (everybody). */
  readonly throttle: number;
}

const LEVELS = [0.1, 0.5, 1] as const;

/**
 * How every rollout that a change touches goes on: now, and when it reaches 10 %, 50 % and 100 %, as far as
 * that is still to come.
 * @param at seconds since the Unix epoch, UTC
 * @see http-api.md 5
 */
export function exposureOf(
  before: readonly Release[],
  after: readonly Release[],
  at: number,
): readonly ExposurePoint[] {
  const old = new Map(before.map((release) => [release.version, release.rollout]));
  return after.flatMap(({ version, rollout }) =>
    rollout && !isDeepStrictEqual(rollout, old.get(version) ?? null) ? pointsOf(version, rollout, at) : [],
  );
}

function pointsOf(version: string, rollout: Rollout, at: number): readonly ExposurePoint[] {
  const times = LEVELS.flatMap((level) => firstReaching(rollout, level, at) ?? []);
  return [...new Set([at, ...times])].map((time) => ({
    version,
    at: time,
    throttle: rounded(Math.min(throttleAt(rollout, time), 1)),
  }));
}

/** The first second after `at` at which the throttle has a level that it did not have then; `null` for never. */
export function firstReaching(rollout: Rollout, level: number, at: number): number | null {
  const reaches = (time: number) => rounded(throttleAt(rollout, time)) >= level;
  return reaches(at) ? null : firstSecond(rollout, at, reaches);
}

/** To a millionth of a millionth: a throttle of 0.09999999999999999 is one of 0.1 to people. */
export function rounded(throttle: number): number {
  return Math.round(throttle * 1e12) / 1e12;
}
