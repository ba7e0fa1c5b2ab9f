import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { refuseBrokenRequests } from '../../../../src/adapters/http/broken-requests.js';
import { Connections } from '../../../../src/adapters/http/limits/connections.js';
import { DEFAULT_LIMITS, type Limits } from '../../../../src/adapters/http/limits/limits.js';
import { Partings } from '../../../../src/adapters/http/limits/partings.js';
import { Shed, type ShedReason } from '../../../../src/adapters/http/limits/shed.js';
import { Turns } from '../../../../src/adapters/http/limits/turns.js';

/** A server with its limits and nothing else behind them than what the test says. */
export class LimitedServer {
  readonly shed = new Shed();
  readonly connections: Connections;
  readonly #server: Server;
  readonly #sockets: Socket[] = [];

  constructor(limits: Partial<Limits>, answer: RequestListener) {
    const all = { ...DEFAULT_LIMITS, ...limits };
    const partings = new Partings();
    this.connections = new Connections(all, this.shed, partings);
    const turns = new Turns(all.maxRequests, this.shed, answer);
    this.#server = createServer(this.connections.before(turns.listener));
    this.connections.limit(this.#server);
    this.connections.acceptFrom(this.#server);
    refuseBrokenRequests(this.#server, { connections: this.connections, partings });
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async open(bytes = ''): Promise<Socket> {
    const address = this.#server.address();
    const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
    this.#sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    if (bytes !== '') socket.write(bytes);
    return socket;
  }

  ask(path: string): Promise<Socket> {
    return this.open(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  }

  count(reason: ShedReason): number {
    return this.shed.counts().get(reason) ?? 0;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
