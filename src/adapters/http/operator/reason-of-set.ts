import { faultOfReason } from '../../../graph/lint-release.js';
import { Problem, type Fault, type ProblemKind } from '../../../graph/problem.js';
import { faultAt, refusalFor } from './shape.js';

/** What is wrong with the reason that a change set as a whole is given; `null` for a good one, and for none. */
export function faultOfSet(reason: string | null | undefined): Fault | null {
  const fault = faultOfReason(reason ?? 'none');
  return fault && faultAt('/reason', fault.code, fault.message);
}

/**
 * The refusal of a change set for its reason, and for all else that is wrong with it.
 * @param tried the set, done without anything kept
 * @throws whatever has nothing to do with what is in the set
 */
export async function refusedFor(fault: Fault, tried: Promise<object>): Promise<Problem> {
  try {
    await tried;
  } catch (error) {
    if (!(error instanceof Problem) || !ABOUT_THE_SET.has(error.kind)) throw error;
    const others = error.kind === 'needs_confirmation' ? [] : error.faults;
    const kind = error.kind === 'invalid_body' ? 'invalid_body' : 'invalid_release_data';
    return refusalFor(kind, [...others, fault]);
  }
  return refusalFor('invalid_release_data', [fault]);
}

const ABOUT_THE_SET: ReadonlySet<ProblemKind> = new Set([
  'invalid_body',
  'invalid_release_data',
  'needs_confirmation',
  'invalid_state',
  'already_exists',
  'stream_follows_source',
]);
