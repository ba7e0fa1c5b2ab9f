import { isRecord } from '../data/record.js';
import type { Address } from './address.js';
import type { Poll } from './poll.js';

/** What the load process is told to do, and what it must get for each request. */
export interface LoadJob {
  readonly address: Address;
  readonly poll: Poll;
  /** A new TCP connection for each request, as agents do it. */
  readonly fresh: boolean;
  readonly connections: number;
  readonly mostMs: number;
  readonly status: number;
  /** Of the body; `null`: whatever comes. */
  readonly length: number | null;
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
  return isRecord(value) && isRecord(value['address']) && isRecord(value['poll']);
}
