import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import type { Role } from '../../../application/operator.js';
import type { ProblemKind } from '../../../graph/problem.js';
import { AnswerView } from './answer-view.js';
import { ApiRefusals } from './api-refusals.js';
import { Needs } from './needs.js';
import { ApiWrite } from './write-request.js';

export interface ChangeApi {
  readonly role: Role;
  readonly summary: string;
  readonly description?: string;
  readonly body?: Type;
  readonly status?: 200 | 201;
  readonly answer?: Type;
  /** A code that it nearly always needs: then the explorer tries it first, and confirms that. */
  readonly confirm?: string;
  /** Kinds of errors beyond those of every change. */
  readonly refusals?: Readonly<Partial<Record<ProblemKind, string>>>;
}

/** Documents a write to a stream: who may, what it takes, what it answers. */
export function ApiChange({
  role,
  summary,
  description,
  body,
  status = 200,
  answer = AnswerView,
  refusals,
  confirm,
}: ChangeApi) {
  return applyDecorators(
    Needs(role),
    HttpCode(status),
    ApiOperation({
      summary,
      description: description,
    }),
    ...(body ? [ApiBody({ type: body })] : []),
    ...(confirm === undefined
      ? []
      : [ApiQuery({ ...TRIED, example: 'true' }), ApiQuery({ ...CONFIRMED, example: confirm })]),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision that was seen, like "17", or the ETag it came with.',
      schema: { type: 'string', pattern: '^(\\*|(W/)?"[0-9]{1,15}(\\.[A-Za-z0-9_-]*)?")$' },
    }),
    ApiWrite({ ...REFUSALS, ...refusals }),
    ApiResponse({ status, type: answer, description: 'What it has done.' }),
  );
}

const TRIED = { name: 'dry_run', required: false } as const;
const CONFIRMED = { name: 'confirm', required: false } as const;

const REFUSALS = {
  invalid_body: '/reason: expected a string',
  unknown_stream: 'no such stream here; there are 2403-LTS, stable',
  unknown_version: 'there is no release 24.03-LTS.1 in this stream',
  invalid_state: 'the rollout is not paused, so it cannot be resumed',
  needs_confirmation: '/start: the rollout started 5 days ago: correct the start, or confirm it',
  stream_follows_source: 'finish_rollout: this stream follows a source, which alone can do that',
  stale_revision: 'the stream is at revision 18, not 17: look at what has changed, then try again',
  body_too_large: 'the body is over 1 MiB: send less at a time',
  unsupported_media_type: 'the body has to be JSON: send Content-Type: application/json',
  invalid_release_data: '/reason: without a reason nobody knows what to do about it: say why',
} as const;

export interface ReadApi {
  readonly role?: Role;
  readonly summary: string;
  readonly description?: string;
  readonly answer?: Type;
  readonly refusals?: Readonly<Partial<Record<ProblemKind, string>>>;
}

/** Documents a question about streams. */
export function ApiRead({ role = 'viewer', summary, description, answer, refusals }: ReadApi) {
  return applyDecorators(
    Needs(role),
    ApiOperation({
      summary,
      description: description,
    }),
    ApiRefusals({ invalid_params: 'limit must be a whole number from 1 to 500', ...refusals }),
    ...(answer ? [ApiResponse({ status: 200, type: answer })] : []),
  );
}

export const OfStream = () =>
  ApiParam({ name: 'stream', description: 'By name or alias.', example: '2403-LTS' });
export const OfRelease = (example = '24.03-LTS.20261030.0') =>
  applyDecorators(OfStream(), ApiParam({ name: 'version', example }));

export const UNKNOWN_STREAM = { unknown_stream: 'no such stream here; there are 2403-LTS, stable' } as const;
export const UNKNOWN_VERSION = {
  ...UNKNOWN_STREAM,
  unknown_version: 'there is no such release in 2403-LTS',
} as const;
