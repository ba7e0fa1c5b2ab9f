import type { RolloutView } from '../api/schema.js';
import type { Role } from '../state/session.js';

/** What an operator does to a rollout. `correct` and `start` are one operation: it is set. */
export type Action = StandingAction | 'start';

/** What can be done to a rollout that is there. */
export type StandingAction = 'pause' | 'resume' | 'finish' | 'withdraw' | 'correct';

type RolloutState = RolloutView['state'];

/** Who may: those who are on call stop, those who publish go on. @see http-api.md 4 */
export const ROLE_FOR: Readonly<Record<Action, Role>> = {
  pause: 'operator',
  resume: 'publisher',
  finish: 'publisher',
  withdraw: 'operator',
  correct: 'publisher',
  start: 'publisher',
};

/**
 * What can be done to a rollout as it stands, the most urgent first.
 * @param isResumable false for one that came paused from documents: nobody knows how it is to go on, so it is set anew
 */
export function actionsOn(state: RolloutState, isResumable: boolean): readonly StandingAction[] {
  if (state === 'paused' && !isResumable) return ['correct', 'finish', 'withdraw'];
  return ACTIONS[state];
}

const ACTIONS: Readonly<Record<RolloutState, readonly StandingAction[]>> = {
  scheduled: ['pause', 'correct', 'finish', 'withdraw'],
  active: ['pause', 'correct', 'finish', 'withdraw'],
  paused: ['resume', 'finish', 'withdraw'],
  finished: ['withdraw'],
};

/** What takes away from people what they have, or gives it to all of them at once. */
export function isGrave(action: Action): boolean {
  return action === 'finish' || action === 'withdraw';
}
