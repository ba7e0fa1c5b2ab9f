import type { ExposureView } from '../api/schema.js';
import { throttleAt } from '../../../graph/rollout.js';
import { epochOf } from '../parts/moment.js';
import type { TextKey } from '../texts/texts.js';
import type { Action } from './actions.js';
import { rolloutOf, type SeenRollout } from './stand.js';

/** A sentence about what an action does to people. */
export interface Effect {
  readonly key: TextKey;
  /** Of the fleet, 0 to 1. */
  readonly share?: number;
  /** Seconds since the Unix epoch, UTC. */
  readonly at?: number;
}

/** How far a rollout had come at a moment: 0 (nobody) to 1 (everybody). @param at seconds since the Unix epoch, UTC */
export function shareThen(seen: SeenRollout, at: number): number {
  const rollout = rolloutOf(seen);
  // A clock that lags does not undo that it has begun.
  const begun = seen.state === 'scheduled' ? at : (rollout.startEpoch ?? at);
  return Math.min(throttleAt(rollout, Math.max(at, begun)), 1);
}

interface Look {
  readonly action: Action;
  readonly version: string;
  /** How far the rollout had come when the dry run was made: 0 (nobody) to 1 (everybody). */
  readonly share: number;
  /** What a dry run says of how it goes on. */
  readonly exposure: readonly ExposureView[];
  /** When a rollout that is set is to begin: seconds since the Unix epoch; `null` for at once. */
  readonly start: number | null;
}

/** What an action does to people: how many at once, and when it has reached everybody. */
export function effectsOf(look: Look): readonly Effect[] {
  const { action, version, share } = look;
  if (action === 'pause') return [{ key: 'rollouts.effectFreezes', share: firstOf(look) ?? share }];
  if (action === 'withdraw') return [{ key: 'rollouts.effectWithdraws', share }];
  const after = firstOf(look) ?? share;
  const end = look.exposure.find((point) => point.version === version && point.throttle >= 1);
  return [atOnce(look, after), ...rest(look, { after, end: end === undefined ? null : epochOf(end.at) })];
}

function firstOf({ exposure, version }: Look): number | undefined {
  return exposure.find((point) => point.version === version)?.throttle;
}

/** Less than a thousandth of the fleet is not shown. */
const VISIBLE = 0.0005;

function atOnce({ action, share }: Look, after: number): Effect {
  if (after - share > VISIBLE) return { key: 'rollouts.effectAtOnce', share: after - share };
  if (share - after > VISIBLE) return { key: 'rollouts.effectFewer', share: share - after };
  if (action === 'resume') return { key: 'rollouts.effectGoesOn', share: after };
  return { key: 'rollouts.effectNobodyAtOnce' };
}

function rest(
  { start }: Look,
  { after, end }: { readonly after: number; readonly end: number | null },
): readonly Effect[] {
  if (after >= 1) return [{ key: 'rollouts.effectEverybody' }];
  return [
    ...(start === null ? [] : [{ key: 'rollouts.effectBegins', at: start } as const]),
    ...(end === null ? [] : [{ key: 'rollouts.effectUntil', at: end } as const]),
  ];
}
