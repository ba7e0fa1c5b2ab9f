import { createServer, type Server } from 'node:net';
import type { StreamFacts } from '../agent/outlet.js';
import { FastLane } from '../lane/fast-lane.js';
import { Connections } from '../limits/connections.js';
import { BACKLOG } from '../limits/limits.js';
import { MOST_PARTINGS, Partings } from '../limits/partings.js';
import { Shed } from '../limits/shed.js';
import { forward } from './forwarding.js';
import { HeldStreams } from './held-streams.js';
import type { News, Order, Post } from './messages.js';
import { WorkerCounts } from './worker-counts.js';

/** How often it tells what it has counted, in milliseconds. */
const TELL_MS = 500;

/** A process that does nothing but answer agents, with what it is given, and send all others on. */
export class LaneWorker {
  readonly #held = new HeldStreams();
  #stop: () => void = () => undefined;
  #counts: WorkerCounts | null = null;

  /**
   * @param tell reaches the process that it works for, and says when it has
   * @param leave is called when all is done
   */
  constructor(
    private readonly tell: (news: News, told?: () => void) => void,
    private readonly leave: () => void,
  ) {}

  obey(order: Order): void {
    if (order.kind === 'listen') return this.#listen(order.post);
    if (order.kind === 'scope') return this.#held.addScope(order.id, order.facts);
    if (order.kind === 'answer') return this.#held.addAnswer(order.name, order.hash, order.body);
    if (order.kind === 'form') return this.#held.addForm(order.name, order.form);
    if (order.kind === 'drop') return this.#held.drop(order.name);
    if (order.kind === 'put') return this.#put(order.name, order.stream);
    if (order.kind === 'ask') return this.tell({ kind: 'done', question: order.question });
    this.#stop();
  }

  #put(name: string, stream: StreamFacts | null): void {
    const gone = this.#held.put(name, stream);
    this.#counts?.keep(gone);
  }

  #listen({ host, port, limits, path, mostForwarded }: Post): void {
    const [shed, partings] = [new Shed(), new Partings()];
    const connections = new Connections(limits, shed, partings);
    const destination = { path, partings, sendMs: limits.sendSeconds * 1000 };
    const counts = new WorkerCounts(this.#held, shed, () => connections.size);
    const lane = new FastLane({
      ...{ answers: this.#held, durations: counts.durations, connections, limits },
      toNode: (connection) => {
        connections.release(connection);
        forward(connection.socket, destination);
      },
    });
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => lane.begin(socket));
    server.maxConnections = limits.maxConnections + mostForwarded + MOST_PARTINGS;
    server.on('drop', () => shed.count('connections'));
    server.on('error', ({ message }) => this.tell({ kind: 'cannot_listen', error: message }));
    server.listen({ host, port, backlog: BACKLOG }, () =>
      this.tell({ kind: 'listening', port: portOf(server) }),
    );
    const telling = setInterval(() => this.tell({ kind: 'counts', counts: counts.take() }), TELL_MS);
    this.#counts = counts;
    this.#stop = () => {
      lane.stop();
      connections.stop();
      server.close(() => {
        clearInterval(telling);
        this.tell({ kind: 'counts', counts: counts.take() }, this.leave);
      });
    };
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
