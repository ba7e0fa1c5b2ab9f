import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { problemMessage, TOO_LATE } from '../broken-requests.js';
import { Problem } from '../../../graph/problem.js';
import { Connection } from './connection.js';
import type { Limits } from './limits.js';
import { MOST_PARTINGS, type Partings } from './partings.js';
import type { Shed } from './shed.js';

/** Where nothing could be spared, it is not looked for again at once, in milliseconds. */
const PAUSE_MS = 20;

/** At a stop, whoever is still being answered is given this long, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * The connections of one port. An agent makes one, asks at once and reads at once; whoever holds one without
 * doing so gives way when all are taken, so that holding connections keeps nobody out.
 */
export class Connections {
  /** Whoever did something last stands last. */
  readonly #open = new Map<Duplex, Connection>();
  #fullUntil = 0;

  constructor(
    private readonly limits: Limits,
    private readonly shed: Shed,
    private readonly partings: Partings,
  ) {}

  get size(): number {
    return this.#open.size;
  }

  /** The last answer that is still on its way to a caller, or not yet given, but will be. */
  due(socket: Duplex): ServerResponse | null {
    return this.#open.get(socket)?.due ?? null;
  }

  all(): Iterable<Connection> {
    return this.#open.values();
  }

  /** @param server not listening yet */
  limit(server: Server): void {
    const { headersSeconds, requestSeconds, keepAliveSeconds, maxConnections } = this.limits;
    Object.assign(server, {
      headersTimeout: headersSeconds * 1000,
      requestTimeout: requestSeconds * 1000,
      keepAliveTimeout: keepAliveSeconds * 1000,
      connectionsCheckingInterval: 1000,
      // What is beyond even those who are being sent away is closed by node before it costs anything.
      maxConnections: maxConnections + MOST_PARTINGS,
    });
    server.on('drop', () => this.shed.count('connections'));
    server.on('timeout', (socket: Socket) => this.#fallSilent(socket));
  }

  /** Lets node have all connections from the start. */
  acceptFrom(server: Server): void {
    server.on('connection', (socket: Socket) => {
      if (!this.admit(socket)) this.turnAway(socket);
    });
  }

  /** Notes who asks, and has nothing answered that comes from those who are on their way out. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const { socket } = request;
      const connection = this.#open.get(socket);
      if (!connection || socket.destroyed || this.partings.has(socket)) return;
      if (!connection.isNew) this.#moveToEnd(connection);
      if (connection.begin(request, response)) return this.dropGreedy(connection);
      next(request, response);
      // Most answers are whole and taken by now; a time for all of them would be set and taken back with every request.
      if (!response.writableFinished) this.#watch(socket);
    };
  }

  /**
   * Lets a new connection in.
   * @returns `null` where there is no room for it: then it has to be turned away
   */
  admit(socket: Socket): Connection | null {
    if (this.#open.size >= this.limits.maxConnections && !this.#makeRoom()) return null;
    const connection = new Connection(socket);
    this.#open.set(socket, connection);
    socket.on('close', () => this.#open.delete(socket));
    return connection;
  }

  /** Tells somebody to come again. */
  turnAway(socket: Socket): void {
    this.shed.count('connections');
    this.partings.say(socket, OVERLOADED());
  }

  /** Notes a request that is answered on the lane. */
  answerOnLane(connection: Connection, now: number): void {
    if (!connection.isNew) this.#moveToEnd(connection);
    connection.answerOnLane(now);
  }

  /** Ends a connection on which too many requests were sent ahead. */
  dropGreedy({ socket }: Connection): void {
    this.shed.count('pipelining');
    socket.destroy();
  }

  /** Tells a caller from whom nothing came that it took too long. */
  timeOut({ socket }: Connection): void {
    this.partings.say(socket, problemMessage(TOO_LATE));
  }

  /** Has somebody else look after a connection. */
  release({ socket }: Connection): void {
    this.#open.delete(socket);
  }

  /** At a stop: whoever is still being answered then has some time, those that node has forgotten as well. */
  stop(): void {
    setTimeout(() => {
      for (const { socket } of this.all()) socket.destroy();
    }, PATIENCE_MS).unref();
  }

  /** Ends a connection on which an answer has lain unread for too long. */
  dropUnread({ socket }: Connection): void {
    this.shed.count('unread');
    socket.destroy();
  }

  #moveToEnd(connection: Connection): void {
    this.#open.delete(connection.socket);
    this.#open.set(connection.socket, connection);
  }

  /** Closes the connection that has done nothing for longest. */
  #makeRoom(): boolean {
    if (performance.now() < this.#fullUntil) return false;
    for (const connection of this.#open.values()) {
      const { spare } = connection;
      if (spare === null) continue;
      this.shed.count(spare);
      this.#close(connection);
      return true;
    }
    this.#fullUntil = performance.now() + PAUSE_MS;
    return false;
  }

  #close(connection: Connection): void {
    const { socket } = connection;
    this.#open.delete(socket);
    if (connection.awaitsAnswer) this.partings.say(socket, OVERLOADED());
    else socket.destroy();
  }

  /** Nothing has come or gone for a while: that may be us, at work. */
  #fallSilent(socket: Socket): void {
    const connection = this.#open.get(socket);
    if (connection?.isUnread) return this.dropUnread(connection);
    if (connection?.spare === null) this.#watch(socket);
    else socket.destroy();
  }

  /** Has us told when nothing comes or goes for too long; node takes it back once an answer is taken. */
  #watch(socket: Socket): void {
    socket.setTimeout(this.limits.sendSeconds * 1000);
  }
}

const OVERLOADED = (): string =>
  problemMessage(new Problem('overloaded', 'too many connections at a time: ask again soon'));
