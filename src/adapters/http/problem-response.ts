import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TITLES } from './problem-titles.js';
import type { Problem, ProblemKind } from '../../graph/problem.js';

/** What each kind is to HTTP. @see http-api.md 7 */
const STATUS: Readonly<Record<ProblemKind, number>> = {
  missing_params: 400,
  invalid_params: 400,
  invalid_body: 400,
  unauthenticated: 401,
  forbidden: 403,
  stale_revision: 412,
  too_many_requests: 429,
  unknown_stream: 404,
  unknown_basearch: 404,
  unknown_version: 404,
  unknown_revision: 404,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  already_exists: 409,
  needs_confirmation: 409,
  invalid_state: 409,
  stream_follows_source: 409,
  idempotency_conflict: 409,
  lost_releases: 409,
  document_too_large: 413,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_release_data: 422,
  invalid_json: 422,
  invalid_document: 422,
  headers_too_large: 431,
  internal: 500,
  source_unreadable: 503,
  document_unreadable: 503,
  document_unsettled: 503,
  not_ready: 503,
  database_unavailable: 503,
  overloaded: 503,
};

/** When to come back, in seconds: a start is over soon. */
const RETRY_AFTER = '5';

export function statusOf(kind: ProblemKind): number {
  return STATUS[kind];
}

/** Whether callers of a path read errors as RFC 9457 has them. @see http-api.md 1 */
export function isOperatorsPath(path: string): boolean {
  return /^\/admin\/v1(?:[/?]|$)/.test(path);
}

/** What operators read. @see RFC 9457 */
export function problemDetails({ kind, value, faults, details }: Problem): string {
  const errors = faults.map(({ document, path, code, message }) => ({
    path: document + path,
    code,
    message,
  }));
  const [title] = TITLES[kind];
  const status = statusOf(kind);
  return JSON.stringify({
    ...{ type: `/docs/errors#${kind}`, title, status, detail: value, kind },
    ...(errors.length > 0 && { errors }),
    ...details,
  });
}

export const PROBLEM_JSON = 'application/problem+json';

/** Everything that goes out with a problem, wherever it is written. */
export function problemHeaders(
  problem: Problem,
  contentType = 'application/json',
): Readonly<Record<string, string>> {
  return {
    'Content-Type': contentType,
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    ...(statusOf(problem.kind) === 503 && { 'Retry-After': RETRY_AFTER }),
  };
}

/** The body that agents read: `kind` becomes a metric's label with them, `value` a line in their journal. */
export function problemBody({ kind, value }: Problem): string {
  return JSON.stringify({ kind, value });
}

/** A request and the response to it, as node has them. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers with a problem on node's own response. */
export function sendProblem(
  { request, response }: Exchange,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): void {
  const isOperators = isOperatorsPath(request.url ?? '');
  const body = isOperators ? problemDetails(problem) : problemBody(problem);
  response.writeHead(statusOf(problem.kind), {
    ...problemHeaders(problem, isOperators ? PROBLEM_JSON : 'application/json'),
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestIdOf(request),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The caller's own id where it is a safe one, else a new one. @see http-api.md 1 */
export function requestIdOf(request: IncomingMessage): string {
  const id = request.headers['x-request-id'];
  return typeof id === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(id) ? id : randomUUID();
}
