import { Store } from '../state/store.js';

/** Whether the server answers. */
export interface Connection {
  /** Since when it does not: seconds since the Unix epoch; `null` while it does. */
  readonly lostSince: number | null;
  readonly why: string;
  /** It does answer, but has not read its streams yet. */
  readonly isStarting: boolean;
}

export const connection = new Store<Connection>({ lostSince: null, why: '', isStarting: false });
