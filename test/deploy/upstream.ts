import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits/limits.js';
import { operatorsServer } from '../../src/app.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { RunningApp } from '../e2e/running-app.js';

/** Roost with both of its ports, and what it was asked at that for agents. */
export class Upstream {
  readonly seen: IncomingHttpHeaders[] = [];
  connections = 0;

  private constructor(
    readonly app: RunningApp,
    private readonly agents: Server,
    private readonly operators: Server,
  ) {}

  static async start(): Promise<Upstream> {
    const app = await RunningApp.start({ settings: { adminPort: 0 } });
    const versions = Array.from({ length: 20 }, (_, i) => release(`${i + 1}`));
    await app.store.change('stable', releasesAre(...versions), NOTE);
    await app.refresh();
    await app.settled();
    const agents = createServer();
    const upstream = new Upstream(app, agents, operatorsServer(app.app, DEFAULT_LIMITS));
    agents.on('connection', () => (upstream.connections += 1));
    agents.on('request', (request, response) => {
      upstream.seen.push(request.headers);
      app.server.emit('request', request, response);
    });
    for (const server of [agents, upstream.operators]) await once(server.listen(0, '127.0.0.1'), 'listening');
    return upstream;
  }

  get agentsPort(): number {
    return portOf(this.agents);
  }

  get operatorsPort(): number {
    return portOf(this.operators);
  }

  /** Roost goes away; the application behind it can still be asked directly. */
  leave(): void {
    for (const server of [this.agents, this.operators]) {
      server.close();
      server.closeAllConnections();
    }
  }

  async close(): Promise<void> {
    this.leave();
    await this.app.close();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
