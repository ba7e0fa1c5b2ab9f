import type { ExplanationView } from '../adapters/http/explain/explanation-view.js';
import { askJson } from '../adapters/zincati/ask-json.js';
import { VERDICTS, type Verdict } from '../graph/explain.js';
import type { Inquiry } from './explain-question.js';

/** The server did not explain: what it said, or why it said nothing. */
export interface Refusal {
  readonly kind: string;
  readonly value: string;
}

export type Answer =
  | { readonly explanation: ExplanationView; readonly refusal: null }
  | { readonly explanation: null; readonly refusal: Refusal };

/** An agent's own patience is longer, that of a person is not. */
const PATIENCE_MS = 15_000;

/** Asks a server; whatever keeps it from explaining is a refusal. */
export async function ask({ url, language }: Inquiry): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await askJson(url.href, signal, { 'Accept-Language': language });
  if ('failure' in answer) return refused('no_answer', `${url.origin} cannot be asked: ${answer.failure}`);
  const { status, body } = answer;
  if (isExplanation(body)) return { explanation: body, refusal: null };
  if (isRefusal(body) && body.kind !== 'not_found') return { explanation: null, refusal: body };
  return refused(
    'no_answer',
    `status ${status}, and no explanation: there is no Roost at this address, or none that explains`,
  );
}

function refused(kind: string, value: string): Answer {
  return { explanation: null, refusal: { kind, value } };
}

/** Whether it has all that is shown. */
function isExplanation(body: unknown): body is ExplanationView {
  if (typeof body !== 'object' || body === null) return false;
  if (!('verdict' in body && 'message' in body && 'wariness' in body && 'path' in body)) return false;
  const { verdict, message, wariness, path } = body;
  const isShown = typeof message === 'string' && Array.isArray(path);
  return (
    isShown && typeof wariness === 'object' && wariness !== null && VERDICTS.some((one) => one === verdict)
  );
}

function isRefusal(body: unknown): body is Refusal {
  if (typeof body !== 'object' || body === null || !('kind' in body) || !('value' in body)) return false;
  return typeof body.kind === 'string' && typeof body.value === 'string';
}

const WELL = 0;
const HELD = 1;
const WRONG = 2;
const STUCK = 3;
/** Also of whatever goes wrong here. */
export const NO_ANSWER = 4;

const STATUSES: Readonly<Record<Verdict, number>> = {
  up_to_date: WELL,
  update_available: WELL,
  held_back: HELD,
  rollout_paused: HELD,
  deadend: STUCK,
  unknown_payload: STUCK,
  no_path: STUCK,
};

const REFUSALS: Readonly<Record<string, number>> = {
  unknown_stream: STUCK,
  unknown_basearch: STUCK,
  missing_params: WRONG,
  invalid_params: WRONG,
};

/** The exit status of an answer. */
export function statusOf({ explanation, refusal }: Answer): number {
  if (explanation) return STATUSES[explanation.verdict];
  return REFUSALS[refusal.kind] ?? NO_ANSWER;
}
