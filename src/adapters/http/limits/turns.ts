import type { RequestListener } from 'node:http';
import { Problem } from '../../../graph/problem.js';
import { isOperatorsPath, sendProblem, type Exchange } from '../problem-response.js';
import { Pace } from './pace.js';
import type { Shed } from './shed.js';

/**
 * Lets one request at a time through to what is slow beside a graph, and for half of the time none: libuv accepts
 * one connection in a turn of its loop, so agents need turns in which nothing else is done. Operators'
 * paths have a lane of their own, which only a port of their own keeps strangers out of.
 */
export class Turns {
  readonly #probes = new Lane(Infinity);
  readonly #operators: Lane;
  readonly #everybody: Lane;
  readonly #pace = new Pace();
  #isTaken = false;
  #alarm: NodeJS.Timeout | null = null;

  constructor(
    maxRequests: number,
    private readonly shed: Shed,
    private readonly next: RequestListener,
  ) {
    this.#operators = new Lane(maxRequests);
    this.#everybody = new Lane(maxRequests);
  }

  readonly listener: RequestListener = (request, response) => {
    if (this.#laneOf(request.url ?? '').enter({ request, response })) {
      this.#take();
      return;
    }
    this.shed.count('requests');
    sendProblem({ request, response }, new Problem('overloaded', TOO_MANY));
  };

  #laneOf(target: string): Lane {
    if (PROBES.test(target)) return this.#probes;
    return isOperatorsPath(target) ? this.#operators : this.#everybody;
  }

  /** At most once in a turn of the event loop. */
  #take(): void {
    if (this.#isTaken) return;
    const exchange = this.#probes.shift() ?? this.#rested();
    if (!exchange) return;
    this.#isTaken = true;
    const start = performance.now();
    setImmediate(() => {
      this.#isTaken = false;
      this.#pace.spend(start);
      this.#take();
    });
    if (!isGone(exchange)) this.next(exchange.request, exchange.response);
  }

  /** Who comes next, unless it is time to rest: then they are called later. */
  #rested(): Exchange | undefined {
    const { wait } = this.#pace;
    if (wait === 0) return this.#operators.shift() ?? this.#everybody.shift();
    this.#alarm ??= setTimeout(() => {
      this.#alarm = null;
      this.#take();
    }, wait).unref();
    return undefined;
  }
}

const TOO_MANY = 'too many requests at a time: ask again soon; graphs are served all the same';

/** Whoever asks whether we live must hear that we do. */
const PROBES = /^\/(healthz|readyz)(\?|$)/;

/** Requests of a kind, those that wait and those that are being answered. */
class Lane {
  readonly #waiting: Exchange[] = [];
  readonly #inHand = new Set<Exchange>();

  constructor(private readonly most: number) {}

  /** @returns whether there was room */
  enter(exchange: Exchange): boolean {
    if (this.#inHand.size >= this.most) this.#forgetAnswered();
    if (this.#inHand.size >= this.most) return false;
    this.#inHand.add(exchange);
    exchange.response.once('close', () => this.#inHand.delete(exchange));
    this.#waiting.push(exchange);
    return true;
  }

  shift(): Exchange | undefined {
    return this.#waiting.shift();
  }

  /** An answer that waits for its reader costs no more than memory, and one without a connection is never closed. */
  #forgetAnswered(): void {
    for (const exchange of this.#inHand) {
      if (exchange.response.writableEnded || isGone(exchange)) this.#inHand.delete(exchange);
    }
  }
}

function isGone({ request }: Exchange): boolean {
  return request.socket.destroyed;
}
