import type { Places, Spot } from './places.js';

export const SEVERITIES = ['error', 'confirm', 'warning'] as const;
/** `error`: refused. `confirm`: refused until somebody says that it is meant. `warning`: said. */
export type Severity = (typeof SEVERITIES)[number];

/** Each rule and how grave it is. @see http-api.md 6 */
export const RULES = {
  invalid_version: 'error',
  duplicate_version: 'error',
  unknown_version: 'error',
  duplicate_payload: 'error',
  invalid_payload: 'error',
  invalid_basearch: 'error',
  fraction_out_of_range: 'error',
  invalid_duration: 'error',
  missing_reason: 'error',
  invalid_reason: 'error',
  barrier_and_deadend: 'error',
  rollout_of_deadend: 'error',
  start_in_past: 'confirm',
  start_far_ahead: 'confirm',
  not_newest: 'confirm',
  blast_radius: 'confirm',
  lost_releases: 'confirm',
  strands_nodes: 'confirm',
  drops_pause: 'confirm',
  order_changed: 'confirm',
  overlapping_rollouts: 'warning',
  exposure_falls: 'warning',
  missing_basearch: 'warning',
  reason_not_a_link: 'warning',
  cliff: 'warning',
  paused_for_long: 'warning',
  unknown_basearch: 'warning',
  barrier_for_all_at_once: 'warning',
} as const satisfies Readonly<Record<string, Severity>>;
export type RuleCode = keyof typeof RULES;

/** Something that has gone wrong before, found in a stream. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** The document it stands in; empty where it is about all of them, or where there is none. */
  readonly document: string;
  /** JSON Pointer into that document, or into the body of a request. */
  readonly path: string;
  /** What is wrong, what was expected, the way out. */
  readonly message: string;
}

/** A finding before it is known where it stands. */
export interface Remark {
  readonly code: RuleCode;
  /** `null` where it is about the stream as a whole. */
  readonly spot: Spot | null;
  readonly message: string;
}

export function remark(
  code: RuleCode,
  spot: Partial<Spot> & Pick<Spot, 'version' | 'part'>,
  message: string,
): Remark {
  return { code, spot: { field: null, payload: null, ...spot }, message };
}

/** Remarks with the place of what they are about. */
export function located(remarks: readonly Remark[], places: Places): readonly Finding[] {
  return remarks.map(({ code, spot, message }) => ({
    code,
    severity: RULES[code],
    ...(spot ? places.placeOf(spot) : { document: '', path: '' }),
    message,
  }));
}
