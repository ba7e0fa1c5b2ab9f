import { header, json, type NoReply, type Reply } from './ask.js';
import type { Instance } from './instance.js';
import type { Breach } from './record.js';

/** A write, and what came of it. */
export interface Sent {
  readonly instance: Pick<Instance, 'name' | 'isStill'>;
  /** The one of its lives in which it was asked. */
  readonly life: number;
  readonly reply: Reply | NoReply;
}

/** What is wrong with what came of a write. */
export interface WriteFault {
  readonly breach: Breach;
  readonly message: string;
}

/**
 * `null` where it is done, or may be tried again.
 * @param expected the revision that it makes
 * @param wasAway whether the database was away meanwhile, or had come back just before
 */
export function writeFault(sent: Sent, expected: number, wasAway: boolean): WriteFault | null {
  const { instance, life, reply } = sent;
  if ('error' in reply)
    return instance.isStill(life) ? { breach: 'hanging write', message: reply.error } : null;
  if (reply.status === 503) return wrongRefusal(reply, wasAway);
  if (reply.status >= 300) return { breach: 'refused write', message: `status ${reply.status}` };
  const revision = revisionIn(reply);
  if (revision === expected) return null;
  const breach = (revision ?? expected) < expected ? 'lost write' : 'refused write';
  return { breach, message: `revision ${revision}, expected ${expected}` };
}

/** @see http-api.md 7 */
function wrongRefusal(reply: Reply, wasAway: boolean): WriteFault | null {
  const isSaid = reply.body.includes('"database_unavailable"') && header(reply, 'retry-after') !== '';
  if (isSaid && wasAway) return null;
  const message = isSaid ? '503 while the database is there' : '503 of another kind, or without Retry-After';
  return { breach: 'refused write', message };
}

/** The revision that an answer to a write names; `null` where it was not done. */
export function revisionIn(reply: Reply | NoReply): number | null {
  if ('error' in reply || reply.status >= 300) return null;
  const said = json(reply);
  const revision = typeof said === 'object' && said !== null && 'revision' in said ? said.revision : null;
  return typeof revision === 'number' ? revision : null;
}
