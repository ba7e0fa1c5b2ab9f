import { now } from '../state/clock.js';
import { Store } from '../state/store.js';
import type { ApiProblem } from './api-problem.js';

/** Whether the server answers. */
export interface Connection {
  /** Since when it does not: seconds since the Unix epoch; `null` while it does. */
  readonly lostSince: number | null;
  readonly why: string;
  /** It does answer, but has not read its streams yet. */
  readonly isStarting: boolean;
}

const WELL: Connection = { lostSince: null, why: '', isStarting: false };

export const connection = new Store<Connection>(WELL);

/** Who waits for an answer: the banner stands until all of them have one. */
const waiting = new Set<object>();

/** @param who asks, and will ask again */
export function noteLoss(who: object, { message, kind }: ApiProblem): void {
  waiting.add(who);
  const lostSince = connection.value.lostSince ?? now();
  connection.set({ lostSince, why: message, isStarting: kind === 'not_ready' });
}

/** It has an answer, or asks no more. */
export function noteAnswer(who: object): void {
  if (waiting.delete(who) && waiting.size === 0) connection.set(WELL);
}
