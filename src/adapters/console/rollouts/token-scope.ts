import type { Session } from '../state/session.js';

/** The streams that a token is only for, where the one that is looked at is none of them; else `null`. */
export function otherStreams({ who }: Session, stream: string): readonly string[] | null {
  const streams = who?.streams ?? null;
  return streams === null || streams.includes(stream) ? null : streams;
}
