import { epochOf, rfc3339 } from '../../../application/clock.js';
import type { Operator } from '../../../application/operator.js';
import type { StoredToken } from '../../../application/token-store.js';
import type { MadeToken, TokenDraft } from '../../../application/tokens.js';
import type { MadeTokenView, TokenBody, TokenRights, TokenView } from './token-view.js';

/** What a body asks for, once its shape is right. */
export function draftOf({ name = '', role = 'viewer', streams, expires_at: end }: TokenBody): TokenDraft {
  const expiresAt = typeof end === 'string' ? epochOf(end) : null;
  return { name, role, streams: streams ?? null, expiresAt };
}

/** What a token may. */
export function viewRights({ name, role, streams, expiresAt }: TokenDraft | Operator): TokenRights {
  return { name, role, streams, expires_at: timeOrNull(expiresAt) };
}

/** A token as its keepers see it. */
export function viewToken(token: StoredToken): TokenView {
  const { id, createdAt, lastUsedAt } = token;
  const times = { created_at: timeOrNull(createdAt), last_used_at: timeOrNull(lastUsedAt) };
  return { id, ...viewRights(token), ...times };
}

/** A new token, with its text where that is to be shown. */
export function viewMadeToken({ token, text }: MadeToken): MadeTokenView {
  return { id: token.id, ...viewRights(token), ...(text !== null && { token: text }) };
}

function timeOrNull(epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : rfc3339(epochSeconds);
}
