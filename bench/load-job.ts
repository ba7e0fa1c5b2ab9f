import type { Poll } from './poll.js';
import { isRecord } from './record.js';

/** What the load process is told to do, and what it must get for each request. */
export interface LoadJob {
  readonly port: number;
  readonly poll: Poll;
  /** A new TCP connection for each request, as agents do it. */
  readonly fresh: boolean;
  readonly connections: number;
  /** Ends after so many requests, or after so much time, whichever comes first. */
  readonly requests: number;
  readonly mostMs: number;
  readonly status: number;
  readonly length: number;
}

/** What it says in the end. */
export interface LoadReport {
  readonly answered: number;
  readonly fault: string | null;
}

export function isLoadReport(value: unknown): value is LoadReport {
  if (!isRecord(value) || typeof value['answered'] !== 'number') return false;
  return value['fault'] === null || typeof value['fault'] === 'string';
}

/** Trusts its parts: it comes from the bench itself. */
export function isLoadJob(value: unknown): value is LoadJob {
  return isRecord(value) && typeof value['port'] === 'number' && isRecord(value['poll']);
}
