import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

/** What one agent asked for. */
export interface LockRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** With the method, as `POST /v1/steady-state`. */
  readonly what: string;
  /** Of the header `fleet-lock-protocol`. */
  readonly protocol: string | string[] | undefined;
  readonly body: unknown;
}

/** Stands in for a server of reboot locks: grants everything, and remembers what was asked. */
export class LockServer {
  readonly requests: LockRequest[] = [];

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<LockServer> {
    const server = createServer();
    const locks = new LockServer(server);
    server.on('request', (request: IncomingMessage, response) => {
      void locks.remember(request).then(() => response.end());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return locks;
  }

  /** Where agents are to ask. */
  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async remember(request: IncomingMessage): Promise<void> {
    const at = Date.now();
    const { method, url, headers } = request;
    const body: unknown = JSON.parse(await text(request));
    this.requests.push({ at, what: `${method} ${url}`, protocol: headers['fleet-lock-protocol'], body });
  }
}
