import type { ExplanationView, HeldView } from '../api/schema.js';
import { epochOf } from '../parts/moment.js';
import { isFinished, throttleAt } from '../../../graph/rollout.js';
import type { Declared } from './declared.js';

/** How far a rollout has come that decides about a node. */
export interface Turn extends HeldView {
  /** The node is in already. */
  readonly isIn: boolean;
}

/** The rollouts that the node is held back from, and before them that of what it is offered, while it still runs. */
export function turnsOf({ held, target, at }: ExplanationView, declared: Declared): readonly Turn[] {
  const waiting = held.map((one) => ({ ...one, isIn: false }));
  const rollout = target && declared.get(target.version)?.rollout;
  const asked = epochOf(at);
  if (!rollout || isFinished(rollout, asked)) return waiting;
  const open = { version: target.version, throttle: throttleAt(rollout, asked), isIn: true } as const;
  return [{ ...open, eligible_at: null, paused: false, public_reason: null }, ...waiting];
}

/** When the first of the updates comes that a node waits for; `null` where none does as it is planned. */
export function firstTurn({ held }: Pick<ExplanationView, 'held'>): string | null {
  const times = held.flatMap(({ eligible_at: at }) => (at === null ? [] : [at]));
  return times.sort()[0] ?? null;
}
