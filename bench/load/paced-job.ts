import { isRecord } from '../data/record.js';
import type { Address } from './address.js';
import type { Poll } from './poll.js';

/** Requests at times that are fixed beforehand, whether the server keeps up or not. */
export interface PacedJob {
  readonly address: Address;
  readonly poll: Poll;
  readonly perSecond: number;
  readonly seconds: number;
  readonly connections: number;
  readonly status: number;
  readonly length: number;
}

/**
 * How long answers took, in milliseconds from the time when the request was due, so that what waited behind a
 * slow answer counts as slow, too (no coordinated omission).
 */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

export interface PacedReport {
  readonly latencies: Latencies;
  readonly fault: string | null;
}

/** Trusts its parts: it comes from the bench itself. */
export function isPacedJob(value: unknown): value is PacedJob {
  return isRecord(value) && typeof value['perSecond'] === 'number';
}

/** Trusts its parts, too. */
export function isPacedReport(value: unknown): value is PacedReport {
  return isRecord(value) && isRecord(value['latencies']);
}
