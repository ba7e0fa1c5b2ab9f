import { Injectable } from '@nestjs/common';
import type { RequestListener } from 'node:http';
import { Clock } from '../../../application/clock.js';
import { Log, thrown } from '../../../application/log.js';
import { Sources } from '../../../application/sources.js';
import type { ScopeName } from '../../../graph/build-graph.js';
import { canonicalBasearch } from '../../../graph/model.js';
import { Problem } from '../../../graph/problem.js';
import { warinessOf } from '../../../graph/wariness.js';
import { originForm } from '../origin-form.js';
import { requestIdOf, sendProblem, type Exchange } from '../problem-response.js';
import { unknownBasearch } from '../unknown-basearch.js';
import { missingStream } from '../unknown-stream.js';
import { isUnmodified } from './conditional.js';
import { chooseCoding } from './content-coding.js';
import type { PreparedAnswer } from './prepared-answer.js';
import type { PreparedScope } from './prepared-scope.js';
import { PreparedStreams, type PreparedStream } from './prepared-streams.js';
import { readQuery, type AgentQuery } from './query.js';
import { graphHeaders } from './request-headers.js';
import { Traffic, type ScopeTraffic } from './traffic.js';

const METHODS = 'GET, HEAD, OPTIONS';

/**
 * GET /v1/graph, in node's own request listener ahead of everything else: from the request to prepared
 * bytes without a database, a promise or JSON.
 * @see cincinnati.md A.2
 */
@Injectable()
export class GraphEndpoint {
  constructor(
    private readonly streams: PreparedStreams,
    private readonly sources: Sources,
    private readonly clock: Clock,
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
      this.traffic.durations.count((performance.now() - start) / 1000);
    };
  }

  #handle(target: string, exchange: Exchange): void {
    try {
      const { method } = exchange.request;
      if (method === 'OPTIONS') return sendPreflight(exchange);
      if (method !== 'GET' && method !== 'HEAD') throw new Problem('method_not_allowed', NOT_ALLOWED);
      this.#answer(readQuery(target), exchange);
    } catch (error) {
      this.#refuse(error, exchange);
    }
  }

  #answer(query: AgentQuery, exchange: Exchange): void {
    const stream = this.#stream(query.stream ?? '');
    if (stream.empty) return send(exchange, stream.empty, stream.emptyTraffic);
    const scope = findScope(stream, query);
    const now = this.clock.now();
    const { rollout_wariness: wariness, node_uuid: uuid, os_checksum: payload } = query;
    if (wariness === undefined && uuid === undefined) this.traffic.anonymous += 1;
    const answer = scope.answer(scope.isUniform(now) ? 0 : warinessOf(wariness, uuid), now, payload);
    send(exchange, answer, scope.traffic);
  }

  #stream(name: string): PreparedStream {
    const stream = this.streams.find(name);
    if (stream) return stream;
    throw missingStream(this.sources.expects(name), this.streams.names());
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

function send({ request, response }: Exchange, answer: PreparedAnswer, traffic: ScopeTraffic): void {
  const { acceptEncoding, ifNoneMatch } = graphHeaders(request);
  const form = answer.form(chooseCoding(acceptEncoding));
  if (isUnmodified(ifNoneMatch, form.etag)) {
    traffic.notModified += 1;
    response.writeHead(304, form.notModifiedHeaders).end();
    return;
  }
  traffic.sent += 1;
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

function findScope(stream: PreparedStream, query: AgentQuery): PreparedScope {
  const scheme = query.oci === 'true' ? 'oci' : 'checksum';
  const scope = stream.basearches.get(canonicalBasearch(query.basearch ?? ''))?.get(scheme);
  if (scope) return scope;
  throw unknownBasearch(stream.name, scopesOf(stream), scheme);
}

function scopesOf({ basearches }: PreparedStream): readonly ScopeName[] {
  return [...basearches].flatMap(([basearch, schemes]) =>
    [...schemes.keys()].map((scheme) => ({ basearch, scheme })),
  );
}

function isGraphTarget(target: string): boolean {
  return target.startsWith('/v1/graph') && (target.length === 9 || target[9] === '?');
}
