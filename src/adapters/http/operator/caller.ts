import type { Request } from 'express';
import type { Caller } from '../../../application/change-writer.js';
import { Problem } from '../../../graph/problem.js';
import { operatorOf } from './who-asks.js';
import { attemptOf, requestIdIn } from './write-request.js';

/** Who writes, and how. @throws Problem `invalid_params` */
export function callerOf(request: Request): Caller {
  const operator = operatorOf(request);
  return {
    operator,
    attempt: attemptOf(request, operator),
    requestId: requestIdIn(request),
    ifRevision: revisionIn(request.headers['if-match']),
  };
}

/** The revision that an ETag of ours begins with; `null` where any will do. */
function revisionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  const [, revision] = /^(?:W\/)?"(\d{1,15})(?:\.[\w-]*)?"$/.exec(ifMatch.trim()) ?? [];
  if (revision !== undefined) return Number(revision);
  throw new Problem('invalid_params', 'If-Match must be one ETag of this stream, like "17" with its quotes');
}
