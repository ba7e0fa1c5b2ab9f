import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from '../../graph/problem.js';
import type { Connections } from './limits/connections.js';
import type { Partings } from './limits/partings.js';
import { problemBody, problemHeaders, sendProblem, statusOf } from './problem-response.js';

interface Door {
  readonly connections: Connections;
  readonly partings: Partings;
}

/** Answers what node itself would refuse in the words that callers know. @see http-api.md 1 */
export function refuseBrokenRequests(server: Server, door: Door): void {
  const words = new LastWords(door);
  // An expectation that nobody knows may be passed over. @see RFC 9110 10.1.1
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('checkContinue', (request, response) => {
    // Behind other answers node would put it into the middle of this one, not before it.
    if (response.socket) response.writeContinue();
    server.emit('request', request, response);
  });
  server.on('connect', (_request, socket: Duplex) => {
    // Node forgets such a connection, and would not tell any more that its reader does not read.
    socket.on('timeout', () => server.emit('timeout', socket));
    words.say(socket, NO_TUNNEL);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // What still comes after the last word is broken, too.
    if (words.has(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else words.say(socket, problemOf(error.code));
  });
}

/** Said out of turn, a word would be taken for the answer to another request, and cut that one off. */
class LastWords {
  readonly #refused = new WeakSet<Duplex>();

  constructor(private readonly door: Door) {}

  has(socket: Duplex): boolean {
    return this.#refused.has(socket) || this.door.partings.has(socket);
  }

  /** Ends a connection with what is wrong, once all that was asked before is answered. */
  say(socket: Duplex, problem: Problem): void {
    this.#refused.add(socket);
    // Node has taken its own listener off a socket that asks for CONNECT.
    socket.on('error', () => socket.destroy());
    const due = this.door.connections.due(socket);
    if (!due) return this.door.partings.say(socket, problemMessage(problem));
    due.once('finish', () => {
      if (socket.writable) this.door.partings.say(socket, problemMessage(problem));
    });
  }
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

export const TOO_LATE = new Problem(
  'request_timeout',
  'the request did not come to its end in time: send it faster',
);

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Problem('headers_too_large', 'the head of the request is over 16 KiB: shorten it');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return TOO_LATE;
  return new Problem('invalid_params', 'this is not a request of HTTP/1.1');
}

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
