import type { Payload, PayloadAlias, Release } from './model.js';

/** What operators do to the releases of a stream, in plain data. @see http-api.md 4 */
export type Operation =
  | PublishRelease
  | AddPayloads
  | SetReason
  | (OnRelease<'clear_barrier' | 'clear_deadend'> & MaybeReason)
  | (OnRelease<'retire_release' | 'withdraw_rollout' | 'finish_rollout'> & { readonly reason: string })
  | (OnRelease<'set_rollout'> & RolloutDraft)
  | PauseRollout
  | (OnRelease<'resume_rollout'> & MaybeReason)
  | (OnRelease<'add_payload_alias'> & PayloadAlias)
  | (OnRelease<'remove_payload_alias'> & MaybeReason & { readonly id: string })
  | Restore;

export interface OnRelease<Op extends string> {
  readonly op: Op;
  readonly version: string;
}

export interface MaybeReason {
  /** Stands in the audit and nowhere else; `null` where nobody said any. */
  readonly reason: string | null;
}

export interface PublishRelease extends OnRelease<'publish_release'> {
  readonly metadataUrl: string;
  readonly payloads: readonly Payload[];
  readonly barrier: ReasonDraft | null;
  readonly rollout: RolloutDraft | null;
}

export interface AddPayloads extends OnRelease<'add_payloads'> {
  readonly payloads: readonly Payload[];
}

export interface ReasonDraft {
  readonly reason: string;
  /** `null` for all of them. */
  readonly basearches: readonly string[] | null;
}

export type SetReason = OnRelease<'set_barrier' | 'set_deadend'> & ReasonDraft;

export interface RolloutDraft {
  /** Seconds since the Unix epoch, UTC; `null` for now. */
  readonly startEpoch: number | null;
  /** As it was written, like `48h`; `null` where nothing was. */
  readonly duration: string | null;
  /** The throttle at the start: 0 (nobody) to 1 (everybody). */
  readonly startFraction: number;
  /** `null` for all of them. */
  readonly basearches: readonly string[] | null;
}

export interface PauseRollout extends OnRelease<'pause_rollout'> {
  readonly reason: string;
  readonly publicReason: string | null;
  /** Seconds since the Unix epoch, UTC; `null` for a day from now. */
  readonly reviewAt: number | null;
}

/** Everything as it was at a revision, as far as nodes still find themselves. */
export interface Restore {
  readonly op: 'restore';
  readonly revision: number;
  readonly past: Past;
}

/** A stream at a revision. */
export interface Past {
  /** Oldest first. */
  readonly releases: readonly Release[];
  /** When the next revision took its place: seconds since the Unix epoch, UTC; `null` for the current one. */
  readonly until: number | null;
}
