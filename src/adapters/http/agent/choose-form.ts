import { isUnmodified } from './conditional.js';
import { chooseCoding } from './content-coding.js';
import type { PreparedAnswer, PreparedForm } from './prepared-answer.js';
import type { GraphHeaders } from './request-headers.js';
import type { ScopeTraffic } from './traffic.js';

/** What an agent is answered, and where that is counted. */
export interface FoundAnswer {
  readonly answer: PreparedAnswer;
  readonly traffic: ScopeTraffic;
}

/** The form of an answer that a caller wants, and whether it has that already. */
export interface ChosenForm {
  readonly form: PreparedForm;
  readonly isUnmodified: boolean;
}

/** Chooses what is sent, and counts it. */
export function chooseForm(
  { answer, traffic }: FoundAnswer,
  { acceptEncoding, ifNoneMatch }: GraphHeaders,
): ChosenForm {
  const form = answer.form(chooseCoding(acceptEncoding));
  const unmodified = isUnmodified(ifNoneMatch, form.etag);
  if (unmodified) traffic.notModified += 1;
  else traffic.sent += 1;
  return { form, isUnmodified: unmodified };
}
