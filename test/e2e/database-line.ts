import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between us and PostgreSQL, and can swallow everything, as a network does that is cut. */
export class DatabaseLine {
  readonly #sockets = new Set<Socket>();
  #silent = false;
  #cut = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(url: string): Promise<DatabaseLine> {
    const target = new URL(url);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const through = new URL(url);
    through.port = String(typeof address === 'object' ? address?.port : 0);
    const proxy = new DatabaseLine(server, through.href);
    server.on('connection', (socket) =>
      proxy.#join(socket, connect(Number(target.port || 5432), target.hostname)),
    );
    return proxy;
  }

  swallow(silent: boolean): void {
    this.#silent = silent;
  }

  /** Cuts every connection, and takes new ones only to cut them, too. */
  cut(isCut: boolean): void {
    this.#cut = isCut;
    if (isCut) for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
  }

  #join(one: Socket, other: Socket): void {
    if (this.#cut) one.destroy();
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (chunk) => this.#silent || to.write(chunk));
      from.on('close', () => to.destroy());
      from.on('error', () => undefined);
    }
  }
}
