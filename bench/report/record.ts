import { isRecord } from '../data/record.js';
import type { Surroundings } from '../machine/describe.js';
import type { PartResult } from './result.js';

/** All that a run has found out, as it is kept and written with `--json`. */
export interface RunRecord {
  readonly quick: boolean;
  readonly surroundings: Surroundings;
  /** By the names of the parts; those that were not measured are not there. */
  readonly parts: Readonly<Record<string, PartResult>>;
}

/** Trusts what it reads beside the outermost shape: the bench itself has written it. */
export function isRunRecord(value: unknown): value is RunRecord {
  return isRecord(value) && isRecord(value['surroundings']) && isRecord(value['parts']);
}
