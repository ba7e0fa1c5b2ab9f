import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { operatorsServer } from '../../src/app.js';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits/limits.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { RunningApp } from '../e2e/running-app.js';

/** Roost with both of its ports, and what it was asked at that for agents. */
export class Upstream {
  readonly seen: IncomingHttpHeaders[] = [];
  connections = 0;

  private constructor(
    readonly app: RunningApp,
    private readonly operators: Server,
  ) {
    app.server.on('connection', () => (this.connections += 1));
    app.server.prependListener('request', ({ headers }) => this.seen.push(headers));
  }

  static async start(): Promise<Upstream> {
    // On the fast lane nobody could say what was asked.
    const app = await RunningApp.start({ settings: { adminPort: 0, fastLane: false } });
    const versions = Array.from({ length: 20 }, (_, i) => release(`${i + 1}`));
    await app.store.change('stable', releasesAre(...versions), NOTE);
    await app.refresh();
    await app.settled();
    const upstream = new Upstream(app, operatorsServer(app.app, DEFAULT_LIMITS));
    await once(upstream.operators.listen(0, '127.0.0.1'), 'listening');
    return upstream;
  }

  get agentsPort(): number {
    return this.app.port;
  }

  get operatorsPort(): number {
    const address = this.operators.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  /** Neither port is there any more. */
  leave(): void {
    for (const server of [this.app.server, this.operators]) {
      server.close();
      server.closeAllConnections();
    }
  }

  async close(): Promise<void> {
    this.leave();
    await this.app.close();
  }
}
