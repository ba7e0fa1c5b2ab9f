import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Log, thrown } from '../../application/log.js';
import { Problem } from '../../graph/problem.js';
import { KnownRoutes } from './known-routes.js';
import {
  isOperatorsPath,
  PROBLEM_JSON,
  problemBody,
  problemDetails,
  problemHeaders,
  statusOf,
} from './problem-response.js';

/** Turns whatever is thrown behind Express into the error that callers know. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: KnownRoutes,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.#problemOf(error, request);
    if (problem.kind === 'method_not_allowed') response.setHeader('Allow', this.#allowed(request).join(', '));
    // Not by Express, which would add a character set to the content type.
    const isOperators = isOperatorsPath(request.path);
    const body = isOperators ? problemDetails(problem) : problemBody(problem);
    const type = isOperators ? PROBLEM_JSON : 'application/json';
    const headers = { ...problemHeaders(problem, type), 'Content-Length': Buffer.byteLength(body) };
    response.writeHead(statusOf(problem.kind), headers).end(request.method === 'HEAD' ? undefined : body);
  }

  #problemOf(error: unknown, request: Request): Problem {
    if (error instanceof Problem) return error;
    const status = error instanceof HttpException ? error.getStatus() : statusIn(error);
    if (status === 404) return this.#notFound(request);
    if (status >= 400 && status < 500)
      return new Problem('invalid_params', 'the request cannot be understood');
    this.log.error('a request could not be answered', { path: request.path, ...thrown(error) });
    return new Problem('internal', 'something broke here, it is noted');
  }

  #notFound(request: Request): Problem {
    const allowed = this.#allowed(request);
    if (allowed.length === 0)
      return new Problem(
        'not_found',
        'there is nothing at this path: agents find /v1/graph, people /console/ and /docs',
      );
    const value = allowed.every((method) => READS.has(method))
      ? 'this can only be read: use GET'
      : `this path does not take ${request.method}: use ${allowed.join(', ')}`;
    return new Problem('method_not_allowed', value);
  }

  #allowed(request: Request): readonly string[] {
    const methods = this.routes.methodsOf(request.path);
    return methods.includes(request.method) ? [] : methods;
  }
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Express puts the status on what it throws of its own, for one a path that cannot be decoded. */
function statusIn(error: unknown): number {
  const hasStatus = typeof error === 'object' && error !== null && 'status' in error;
  return hasStatus && typeof error.status === 'number' ? error.status : 500;
}
