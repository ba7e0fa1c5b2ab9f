import type { Memory } from './memory.js';
import { FOLLOW_MS, READY_MS, type Plan } from './plan.js';
import type { Measure, Record } from './record.js';

/** One line of the report. */
export interface Requirement {
  readonly what: string;
  readonly figure: string;
  readonly limit: string;
  readonly isReached: boolean;
}

export interface Outcome {
  readonly plan: Plan;
  readonly record: Record;
  readonly memory: Memory;
  /** How many instances have to be well in the end. */
  readonly instances: number;
}

/**
 * So much may be more in the last third than in the second one: what is served grows by every release that the
 * soak publishes, and a heap breathes by more than that; a leak of a KiB a request would be well above it.
 */
const MORE_MEMORY = { share: 0.1, mebibytes: 12 } as const;

/** Everything that was to be reached, and whether it was. */
export function requirements(outcome: Outcome): readonly Requirement[] {
  return [...breaches(outcome), ...times(outcome), memoryIsFlat(outcome), ...troubles(outcome)];
}

function breaches({ record }: Outcome): readonly Requirement[] {
  const none = (what: string, count: number, of: string): Requirement => {
    const among = record.counted(of);
    return { what, figure: `${count} of ${among}`, limit: '0', isReached: count === 0 && among > 0 };
  };
  return [
    none('wrong answers', record.breaches('wrong answer'), 'answers'),
    none('answers other than 200 from instances that live', record.breaches('no answer'), 'answers'),
    none('acknowledged writes that are lost', record.breaches('lost write'), 'writes'),
    none('writes refused that should not be', record.breaches('refused write'), 'writes'),
    none('writes that hang', record.breaches('hanging write'), 'writes'),
    none('instances that ended by themselves', record.breaches('ended'), 'answers'),
    none(
      'good agents beside hostile callers that missed an answer',
      record.breaches('missed answer'),
      'polls beside hostile callers',
    ),
  ];
}

function times({ record }: Outcome): readonly Requirement[] {
  return [
    within(record, 'visible elsewhere', { limit: 1000, share: 0.99 }),
    within(record, 'write, database away', { limit: 15_000, share: 1 }),
    within(record, 'source followed', { limit: FOLLOW_MS, share: 1 }),
    within(record, 'healed source followed', { limit: FOLLOW_MS, share: 1 }),
    within(record, 'takeover', { limit: 10_000, share: 1 }),
    within(record, 'ready', { limit: READY_MS, share: 1 }),
    within(record, 'ready, database away', { limit: READY_MS, share: 1 }),
  ];
}

interface Limit {
  readonly limit: number;
  /** Of all that was measured, so many must be within it. */
  readonly share: number;
}

function within(record: Record, measure: Measure, { limit, share }: Limit): Requirement {
  const measured = record.measured(measure);
  const [middle, most, last] = [0.5, share, 1].map((one) => quantile(measured, one));
  const figure = `${ms(middle)} / ${ms(quantile(measured, 0.99))} / ${ms(last)} (${measured.length})`;
  const name = share === 1 ? 'max' : `p${share * 100}`;
  const isReached = most !== undefined && most < limit;
  return { what: `${measure}: p50 / p99 / max`, figure, limit: `${name} < ${limit} ms`, isReached };
}

/** @param sorted smallest first */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function ms(value: number | undefined): string {
  return value === undefined ? '-' : `${Math.round(value)} ms`;
}

function memoryIsFlat({ memory }: Outcome): Requirement {
  const [second, last] = [memory.third(1), memory.third(2)];
  const most = second * (1 + MORE_MEMORY.share) + MORE_MEMORY.mebibytes;
  return {
    what: 'memory of the instance that is never killed, second and last third',
    figure: `${Math.round(second)} / ${Math.round(last)} MiB`,
    limit: `< ${Math.round(most)} MiB`,
    isReached: last < most,
  };
}

/** What has to have happened, so that the rest says something. */
function troubles({ plan, record, instances }: Outcome): readonly Requirement[] {
  const least = (what: string, counted: string, limit: number): Requirement => {
    const count = record.counted(counted);
    return { what, figure: String(count), limit: `>= ${limit}`, isReached: count >= limit };
  };
  const kills = Math.floor((plan.totalMs / plan.instanceEveryMs) * 0.6);
  const untold = record.counted('faults of the upstream not told of');
  return [
    least('kills of the database', 'kills of the database', plan.databaseKills),
    least(`silences of the database of ${plan.freezeMs / 1000} s`, 'silences of the database', 1),
    least('kills of instances', 'kills of instances', kills),
    least('kills of the one on the embedded database', 'kills of the embedded', kills),
    least('says degraded when started without a database', 'degraded without a database', 1),
    least('broken documents that are told of', 'faults of the upstream told of', untold > 0 ? Infinity : 1),
    least('documents found not to have changed', 'documents unmodified', 1),
    least('instances that are well in the end', 'healed instances', instances),
  ];
}
