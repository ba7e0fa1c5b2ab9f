import type { ChangeSet, Operation } from '../api/use-change.js';
import type { ReleaseRolloutView } from '../api/schema.js';
import { durationText } from '../../../graph/duration.js';
import { DAY, epochOf, utcOf } from '../parts/moment.js';
import type { TextKey } from '../texts/texts.js';
import type { Action } from './actions.js';
import { momentAt, type TypedMoment } from './typed-moment.js';

/** What a person has typed so far: it stays whatever the server says meanwhile. */
export interface Draft {
  readonly action: Action;
  readonly version: string;
  readonly reason: string;
  readonly publicReason: string;
  readonly reviewAt: TypedMoment;
  readonly isNow: boolean;
  readonly start: TypedMoment;
  /** As the API takes it: `48h`. */
  readonly duration: string;
  /** How much of the fleet is let in at the start, in percent. */
  readonly percent: string;
  /** `null` for all of them. */
  readonly basearches: readonly string[] | null;
}

/**
 * The form of an action before anything is typed; a correction begins with what stands.
 * @param now seconds since the Unix epoch, UTC
 */
export function newDraft(
  { action, version }: Pick<Draft, 'action' | 'version'>,
  now: number,
  stands: ReleaseRolloutView | null = null,
): Draft {
  const nothing = { reason: '', publicReason: '', reviewAt: momentAt(Math.ceil((now + DAY) / 60) * 60) };
  const start = stands?.start ?? null;
  return {
    ...{ action, version, ...nothing },
    isNow: start === null,
    start: momentAt(start === null ? now : epochOf(start)),
    duration: stands?.duration_minutes ? durationText(stands.duration_minutes) : '48h',
    percent: String(Number(((stands?.start_fraction ?? 0) * 100).toFixed(6))),
    basearches: stands?.basearches ?? null,
  };
}

/** The change that a draft asks for; `null` while something is missing, which {@link missingIn} names. */
export function changeOf(stream: string, draft: Draft): ChangeSet | null {
  if (missingIn(draft) !== null) return null;
  const reason = draft.reason.trim();
  const isSet = draft.action === 'correct' || draft.action === 'start';
  return { stream, operations: [operationOf(draft)], ...(isSet && reason !== '' ? { reason } : {}) };
}

/** What a person has still to say. Whether it is right is the server's to judge. */
export function missingIn(draft: Draft): TextKey | null {
  const { action, reason, isNow, start, percent, basearches } = draft;
  if (NEEDS_REASON.includes(action)) return reason.trim() === '' ? 'rollouts.missingReason' : null;
  if (action === 'resume') return null;
  if (draft.version === '') return 'rollouts.missingVersion';
  if (!isNow && start.epoch === null) return 'rollouts.missingStart';
  if (percent.trim() === '' || Number.isNaN(Number(percent))) return 'rollouts.missingPercent';
  return basearches?.length === 0 ? 'rollouts.missingBasearch' : null;
}

const NEEDS_REASON: readonly Action[] = ['pause', 'finish', 'withdraw'];

function operationOf(draft: Draft): Operation {
  const { action, version } = draft;
  const reason = draft.reason.trim();
  if (action === 'pause') return { op: 'pause_rollout', version, reason, ...pauseFields(draft) };
  if (action === 'finish') return { op: 'finish_rollout', version, reason };
  if (action === 'withdraw') return { op: 'withdraw_rollout', version, reason };
  if (action === 'resume') return { op: 'resume_rollout', version, ...(reason === '' ? {} : { reason }) };
  return { op: 'set_rollout', version, ...setFields(draft) };
}

function pauseFields({ publicReason, reviewAt }: Draft) {
  return {
    ...(publicReason.trim() === '' ? {} : { public_reason: publicReason.trim() }),
    ...(reviewAt.epoch === null ? {} : { review_at: utcOf(reviewAt.epoch) }),
  };
}

function setFields({ isNow, start, duration, percent, basearches }: Draft) {
  const at = start.epoch === null ? '' : utcOf(start.epoch);
  return {
    start: isNow ? 'now' : at,
    ...(duration.trim() === '' ? {} : { duration: duration.trim() }),
    start_fraction: Number((Number(percent) / 100).toFixed(8)),
    ...(basearches === null ? {} : { basearches }),
  };
}
