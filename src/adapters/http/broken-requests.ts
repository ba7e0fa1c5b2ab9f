import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from '../../graph/problem.js';
import type { Partings } from './limits/partings.js';
import { problemBody, problemHeaders, sendProblem, statusOf } from './problem-response.js';

/** Answers what node itself would refuse in the words that callers know. @see http-api.md 1 */
export function refuseBrokenRequests(server: Server, partings: Partings): void {
  // An expectation that nobody knows may be passed over. @see RFC 9110 10.1.1
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (_request, socket: Duplex) => partings.say(socket, problemMessage(NO_TUNNEL)));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // What still comes after the last word is broken, too.
    if (partings.has(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    partings.say(socket, problemMessage(problemOf(error.code)));
  });
}

/** Node would answer this one without a word; the server is told to leave it to us. */
export function refuseMissingHost(server: Server, next: RequestListener): RequestListener {
  Object.assign(server, { requireHostHeader: false });
  return (request, response) => {
    if (hasHost(request) || request.httpVersion !== '1.1') return next(request, response);
    response.setHeader('Connection', 'close');
    sendProblem({ request, response }, new Problem('invalid_params', 'the header Host is missing: send it'));
  };
}

/** Without having node sort all headers into an object, which no graph needs. */
function hasHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.some(
    (text, index) => index % 2 === 0 && text.length === 4 && text.toLowerCase() === 'host',
  );
}

const NO_TUNNEL = new Problem('method_not_allowed', 'this is no proxy: use GET');

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Problem('headers_too_large', 'the head of the request is over 16 KiB: shorten it');
  }
  if (code === TIMEOUT) {
    return new Problem('request_timeout', 'the request did not come to its end in time: send it faster');
  }
  return new Problem('invalid_params', 'this is not a request of HTTP/1.1');
}

/** What node says of a request that did not come in time. */
export function requestTimeout(): Error {
  return Object.assign(new Error('no request in time'), { code: TIMEOUT });
}

const TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** A whole response that is the last one of its connection, for where node has none to write to. */
export function problemMessage(problem: Problem): string {
  const body = problemBody(problem);
  const status = statusOf(problem.kind);
  const headers = {
    ...problemHeaders(problem),
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Request-Id': randomUUID(),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}
