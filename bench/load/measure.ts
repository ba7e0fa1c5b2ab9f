import { cpuSeconds, waitedSeconds } from '../machine/cpu.js';
import type { Target } from '../servers/target.js';
import type { Generator, LoadOrder } from './generator.js';

/** What a server did under as much load as there could be. */
export interface Measured {
  readonly perSecond: number;
  /** CPU microseconds of all its processes for each request; `null` where they cannot be read. */
  readonly microseconds: number | null;
  /** How many cores it kept busy. */
  readonly cores: number | null;
  /** How many cores it would have used more if others had not. */
  readonly coresTaken: number | null;
}

/** @throws Error about an answer that is missing or wrong */
export async function measure(
  generator: Generator,
  target: Target,
  order: Omit<LoadOrder, 'address'>,
): Promise<Measured> {
  const [before, waitedBefore] = [cpuSeconds(target.pids), waitedSeconds(target.pids)];
  const { answered, seconds } = await generator.run({ ...order, address: target.address });
  const [used, waited] = [cpuSeconds(target.pids) - before, waitedSeconds(target.pids) - waitedBefore];
  const perSecond = answered / seconds;
  if (target.pids.length === 0) return { perSecond, microseconds: null, cores: null, coresTaken: null };
  return {
    perSecond,
    microseconds: (used * 1e6) / answered,
    cores: used / seconds,
    coresTaken: waited / seconds,
  };
}
