import { Injectable } from '@nestjs/common';
import type { RequestListener } from 'node:http';
import { Log, thrown } from '../../../application/log.js';
import { Problem } from '../../../graph/problem.js';
import { originForm } from '../origin-form.js';
import { requestIdOf, sendProblem, type Exchange } from '../problem-response.js';
import { chooseForm, type FoundAnswer } from './choose-form.js';
import { GraphAnswers } from './graph-answers.js';
import { readQuery } from './query.js';
import { graphHeaders } from './request-headers.js';
import { Traffic } from './traffic.js';

const METHODS = 'GET, HEAD, OPTIONS';

/**
 * GET /v1/graph, in node's own request listener ahead of everything else: for whoever is not answered on the fast
 * lane, and for what cannot be answered with a graph.
 * @see cincinnati.md A.2
 */
@Injectable()
export class GraphEndpoint {
  constructor(
    private readonly answers: GraphAnswers,
    private readonly traffic: Traffic,
    private readonly log: Log,
  ) {}

  /** Answers what is ours, and hands on the rest. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const target = originForm(request.url ?? '/');
      if (!isGraphTarget(target)) {
        // What Express cannot make a path of it would answer with a page of its own.
        request.url = target;
        return next(request, response);
      }
      const start = performance.now();
      this.#handle(target, { request, response });
      this.traffic.durations.counts.count((performance.now() - start) / 1000);
    };
  }

  #handle(target: string, exchange: Exchange): void {
    try {
      const { method } = exchange.request;
      if (method === 'OPTIONS') return sendPreflight(exchange);
      if (method !== 'GET' && method !== 'HEAD') throw new Problem('method_not_allowed', NOT_ALLOWED);
      send(exchange, this.answers.find(readQuery(target)));
    } catch (error) {
      this.#refuse(error, exchange);
    }
  }

  #refuse(error: unknown, exchange: Exchange): void {
    const problem =
      error instanceof Problem ? error : new Problem('internal', 'something broke here, it is noted');
    if (problem !== error) this.log.error('a graph could not be answered', thrown(error));
    this.traffic.countProblem(problem.kind);
    sendProblem(exchange, problem, problem.kind === 'method_not_allowed' ? { Allow: METHODS } : {});
  }
}

const NOT_ALLOWED = 'a graph can only be read: use GET';

function send({ request, response }: Exchange, found: FoundAnswer): void {
  const { form, isUnmodified } = chooseForm(found, graphHeaders(request));
  if (isUnmodified) {
    response.writeHead(304, form.notModifiedHeaders).end();
    return;
  }
  response.writeHead(200, form.headers);
  response.end(request.method === 'HEAD' ? undefined : form.bytes);
}

/** Any page may read graphs: there is nothing secret in them. */
function sendPreflight({ request, response }: Exchange): void {
  response.writeHead(200, {
    Allow: METHODS,
    'Content-Length': 0,
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Max-Age': 86_400,
    'X-Request-Id': requestIdOf(request),
  });
  response.end();
}

function isGraphTarget(target: string): boolean {
  return target.startsWith('/v1/graph') && (target.length === 9 || target[9] === '?');
}
