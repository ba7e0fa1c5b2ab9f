import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import supertest from 'supertest';
import { PreparedStreams } from '../../src/adapters/http/agent/prepared-streams.js';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits/limits.js';
import { DatabaseTime } from '../../src/adapters/postgres/database-time.js';
import { createApp } from '../../src/app.js';
import { Feeds, type IngestMode } from '../../src/application/feeds.js';
import { Ingest } from '../../src/application/ingest.js';
import { StoreConnection } from '../../src/application/store-connection.js';
import { StreamStore } from '../../src/application/stream-store.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { Upkeep } from '../../src/application/upkeep.js';
import type { Config } from '../../src/config.js';
import { FixedClock } from '../application/fakes.js';
import { freshDatabase, type FreshDatabase } from '../database.js';

/** The admin token of the settings. */
export const ADMIN = 'the-bootstrap-token-of-these-tests';

type Setting =
  | 'adminPort'
  | 'trustedProxies'
  | 'bootstrapToken'
  | 'dataDir'
  | 'fastLane'
  | 'limits'
  | 'mirror'
  | 'refreshSeconds';

interface Options {
  readonly graphData?: string | null;
  readonly mode?: IngestMode;
  /** Seconds since the Unix epoch. */
  readonly now?: number;
  readonly settings?: Partial<Pick<Config, Setting>>;
  /** Whether changes are made at the time of the test's clock, and not at the database's. */
  readonly ownTime?: boolean;
  /** Another instance, whose database it shares. */
  readonly beside?: RunningApp;
  /** How the database is reached, where that is to be disturbed. */
  readonly line?: (url: string) => Promise<string>;
}

/** The time of changes, where the test puts it. */
class FixedTime extends DatabaseTime {
  constructor(private readonly clock: FixedClock) {
    super();
  }

  override now(): Promise<number> {
    return Promise.resolve(this.clock.now());
  }
}

/** The whole application with a database of its own and a clock that the test sets. */
export class RunningApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly clock: FixedClock,
    private readonly database: FreshDatabase,
    private readonly dataDir: string,
  ) {}

  /** Put together and listening, but the database not opened yet. */
  static async create({
    graphData = null,
    mode = 'seed',
    now = 1_795_305_600,
    settings = {},
    ownTime = false,
    beside,
    line = (url) => Promise.resolve(url),
  }: Options): Promise<RunningApp> {
    const database = beside ? { ...beside.database, drop: () => Promise.resolve() } : await freshDatabase();
    const clock = new FixedClock(now);
    const dataDir = mkdtempSync(join(tmpdir(), 'roost-data-'));
    const config = {
      ...{ ...SETTINGS, dataDir, ...settings },
      ...{ databaseUrl: await line(database.url), graphData, graphDataMode: mode },
    };
    const app = await createApp(config, clock, ownTime ? new FixedTime(clock) : new DatabaseTime());
    await app.listen(0, '127.0.0.1');
    return new RunningApp(app, clock, database, dataDir);
  }

  static async start(options: Options): Promise<RunningApp> {
    const running = await RunningApp.create(options);
    await running.open();
    return running;
  }

  async open(): Promise<void> {
    await this.app.get(Upkeep).start();
  }

  async close(): Promise<void> {
    await this.app.get(Upkeep).stop();
    await this.app.get(StoreConnection).close();
    await this.app.close();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** A request with no headers but its own. */
  get(path: string): supertest.Test {
    return this.request('get', path);
  }

  request(
    method: 'get' | 'head' | 'options' | 'post' | 'put' | 'delete' | 'patch',
    path: string,
  ): supertest.Test {
    return supertest(this.server)[method](path).set('Accept-Encoding', '');
  }

  /** A request of who has this token. */
  as(token: string, method: 'get' | 'post' | 'put' | 'delete' | 'patch', path: string): supertest.Test {
    return this.request(method, path).set('Authorization', `Bearer ${token}`);
  }

  get server(): Server {
    return this.app.getHttpServer();
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  get store(): StreamStore {
    return this.app.get(StreamStore);
  }

  /** Reads the source again now. */
  async ingest(): Promise<void> {
    for (const feed of this.app.get(Feeds).all) await this.app.get(Ingest).pass(feed);
  }

  /** Takes over what was changed in the store. */
  async refresh(): Promise<void> {
    await this.app.get(Snapshots).refresh();
  }

  /** Waits until every answer has all its forms. */
  async settled(): Promise<void> {
    while (!this.app.get(PreparedStreams).settled) await setTimeout(5);
  }
}

const SETTINGS: Omit<Config, 'databaseUrl' | 'dataDir' | 'graphData' | 'graphDataMode'> = {
  version: 'test',
  host: '127.0.0.1',
  port: 0,
  adminHost: '127.0.0.1',
  adminPort: null,
  trustedProxies: [],
  bootstrapToken: ADMIN,
  mirror: null,
  proxies: {},
  refreshSeconds: 3600,
  limits: DEFAULT_LIMITS,
  workers: 1,
  fastLane: true,
  logLevel: 'silent',
};
