import { isRecord } from '../data/record.js';
import type { Answer } from '../load/ask-once.js';

/** What the bare server is to write for every request. */
export interface BareAnswer {
  readonly status: number;
  /** Names and values in turn, as `writeHead` takes them without copying. */
  readonly headers: string[];
  readonly body: Uint8Array;
}

export function isBareAnswer(value: unknown): value is BareAnswer {
  if (!isRecord(value) || typeof value['status'] !== 'number') return false;
  return Array.isArray(value['headers']) && value['body'] instanceof Uint8Array;
}

/** Node writes these itself, in every server alike. */
const NODES_OWN = new Set(['date', 'connection', 'keep-alive']);

/** The same answer from a server that knows nothing. */
export function bareAnswerOf({ status, head, body }: Answer): BareAnswer {
  const lines = head.split('\r\n').slice(1);
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status, headers: pairs.filter(([name]) => !NODES_OWN.has(name.toLowerCase())).flat(), body };
}

/** @throws Error where the two differ in more than the date */
export function requireSameBytes(peer: Answer, roost: Answer): void {
  const undated = ({ head }: Answer) => head.replace(/\r\ndate: [^\r]*/i, '');
  if (undated(peer) === undated(roost) && peer.body.equals(roost.body)) return;
  throw new Error(`the peer writes other bytes:\n${undated(peer)}\n\ninstead of\n${undated(roost)}`);
}
