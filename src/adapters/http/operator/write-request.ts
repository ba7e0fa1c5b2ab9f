import { createHash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Operator } from '../../../application/operator.js';
import type { Attempt, Once } from '../../../application/writes.js';
import { Problem, type ProblemKind } from '../../../graph/problem.js';
import { ApiRefusals } from './api-refusals.js';

/** Documents what every write takes, and how it is refused. */
export function ApiWrite(sentences: Readonly<Partial<Record<ProblemKind, string>>>) {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same request with the same key gets the first answer again, for a day.',
      schema: { type: 'string', pattern: '^[ -~]{1,128}$' },
    }),
    ApiRefusals({
      invalid_params: 'dry_run must be true or false, or be left out for false',
      idempotency_conflict: 'this Idempotency-Key came with another body before: use a new key',
      ...sentences,
    }),
  );
}

/** How a write is meant: only tried, or once for one key. @see http-api.md 1 */
export function attemptOf(request: Request, { tokenId }: Operator): Attempt {
  return { once: onceOf(request, tokenId), dryRun: isDryRun(request.query['dry_run']) };
}

/** The id that the answer carries, for the audit. */
export function requestIdIn({ res: response }: Request): string | null {
  const id = response?.getHeader('X-Request-Id');
  return typeof id === 'string' ? id : null;
}

function isDryRun(value: unknown): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new Problem('invalid_params', 'dry_run must be true or false, or be left out for false');
}

function onceOf(request: Request, token: string): Once | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[ -~]{1,128}$/.test(key)) {
    throw new Problem('invalid_params', 'Idempotency-Key must be 1 to 128 printable characters');
  }
  const body: unknown = request.body;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
  return { token, key, method: request.method, path: request.path, bodyHash };
}
