import type { Answer } from './recorder.js';
import { ask } from './recorder.js';

/** Of what the server says to the query of an agent, what is looked at here. */
export interface Explanation {
  readonly verdict: string;
  readonly target: string | null;
  readonly held: readonly {
    readonly version: string;
    readonly eligible_at: string | null;
    readonly paused: boolean;
  }[];
}

/** Asks why an agent got this answer. @param at when it might have asked, as RFC 3339; else now */
export async function explain(server: string, { query }: Answer, at?: string): Promise<Explanation> {
  const when = at === undefined ? '' : `&at=${at}`;
  const { body } = await ask(server, `v1/explain?${query}${when}`);
  return JSON.parse(body);
}
