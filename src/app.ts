import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { createServer, type RequestListener, type Server } from 'node:http';
import { GraphAnswers } from './adapters/http/agent/graph-answers.js';
import { GraphEndpoint } from './adapters/http/agent/graph-endpoint.js';
import { Traffic } from './adapters/http/agent/traffic.js';
import { onlyForAgents } from './adapters/http/agents-door.js';
import { CONSOLE_FOLDER, readConsole, type BuiltConsole } from './adapters/http/console/read-console.js';
import { CONSOLE_PATHS, NOT_BUILT, serveConsole } from './adapters/http/console/serve-console.js';
import { refuseBrokenRequests, refuseMissingHost } from './adapters/http/broken-requests.js';
import { laneInFrontOf } from './adapters/http/lane/lane-in-front-of.js';
import { Connections } from './adapters/http/limits/connections.js';
import type { Limits } from './adapters/http/limits/limits.js';
import { Partings } from './adapters/http/limits/partings.js';
import { Shed, type Port } from './adapters/http/limits/shed.js';
import { Shutdown } from './adapters/http/limits/shutdown.js';
import { Turns } from './adapters/http/limits/turns.js';
import { KnownRoutes } from './adapters/http/known-routes.js';
import { PAGES, serveExplorer } from './adapters/http/explorer.js';
import { describeApi } from './adapters/http/openapi.js';
import { NOTHING_ALLOWED } from './adapters/http/page-policy.js';
import { ProblemFilter } from './adapters/http/problem-filter.js';
import { requestIdOf } from './adapters/http/problem-response.js';
import { DatabaseTime } from './adapters/postgres/database-time.js';
import { receiveFor } from './adapters/http/workers/forwarding.js';
import { AppModule } from './app.module.js';
import { SystemClock, type Clock } from './application/clock.js';
import { Log } from './application/log.js';
import type { Config } from './config.js';

/** The whole application, put together but not started: no database, no port. */
export async function createApp(
  config: Config,
  clock: Clock = new SystemClock(),
  databaseTime = new DatabaseTime(),
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config, clock, databaseTime),
    strictExpress(),
    {
      logger: false,
      abortOnError: false,
      bodyParser: false,
    },
  );
  app.set('etag', false);
  app.set('trust proxy', [...config.trustedProxies]);
  app.use(helmet(HELMET));
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', NOTHING_ALLOWED);
    response.setHeader('X-Request-Id', requestIdOf(request));
    next();
  });
  app.enableCors({ origin: '*', methods: ['GET', 'HEAD'], exposedHeaders: ['ETag', 'X-Request-Id'] });
  app.useGlobalFilters(app.get(ProblemFilter));

  const document = describeApi(app, config.version);
  app.get(KnownRoutes).learn({ ...document.paths, ...PAGES, ...CONSOLE_PATHS });
  serveExplorer(app, document);
  serveConsole(app.getHttpAdapter().getInstance(), builtConsole(app.get(Log)));
  await app.init();
  const { limits, adminPort } = config;
  const listener = graphFirst(app, limits);
  const door = { server: app.getHttpServer(), port: 'agents', limits } as const;
  answerWith(app, {
    ...door,
    listener: adminPort === null ? listener : onlyForAgents(listener),
    from: sourceOf(config),
  });
  return app;
}

/** A server without its console serves agents all the same. */
function builtConsole(log: Log): BuiltConsole | null {
  const built = readConsole(CONSOLE_FOLDER);
  if (!built) log.warn(NOT_BUILT);
  return built;
}

/** One path for one thing: `/healthz/` and `/HEALTHZ` are not there. Express asks before its first route only. */
function strictExpress(): ExpressAdapter {
  return new ExpressAdapter(express().enable('strict routing').enable('case sensitive routing'));
}

/** Plain HTTP is for whoever stands in front to forbid; what a page may do is said with it. */
const HELMET = {
  strictTransportSecurity: false,
  contentSecurityPolicy: false,
  xFrameOptions: { action: 'deny' },
} as const;

/** The port of operators, where they have one of their own: everything is there, and its limits are its own. */
export function operatorsServer(app: NestExpressApplication, limits: Limits): Server {
  const server = createServer();
  const door = { server, port: 'operators', limits, from: 'port' } as const;
  answerWith(app, { ...door, listener: graphFirst(app, limits) });
  return server;
}

/** Agents are answered in node's own listener: behind Express a graph costs five times as much. */
function graphFirst(app: NestExpressApplication, { maxRequests }: Limits): RequestListener {
  const turns = new Turns(maxRequests, app.get(Shed), app.getHttpAdapter().getInstance());
  return app.get(GraphEndpoint).before(turns.listener);
}

interface Door {
  readonly server: Server;
  readonly port: Port;
  readonly limits: Limits;
  readonly listener: RequestListener;
  /** Where its connections come from: straight from its port, or by the fast lane, or from workers that have it. */
  readonly from: 'port' | 'lane' | 'workers';
}

function sourceOf({ fastLane, workers }: Config): Door['from'] {
  if (workers > 1) return 'workers';
  return fastLane ? 'lane' : 'port';
}

function answerWith(app: NestExpressApplication, { server, port, limits, listener, from }: Door): void {
  const [shed, partings] = [app.get(Shed), new Partings()];
  const connections = new Connections(limits, shed, partings);
  connections.limit(server);
  shed.watch(port, () => connections.size);
  app.get(Shutdown).onBegin(() => connections.stop());
  server.removeAllListeners('request');
  server.on('request', connections.before(refuseMissingHost(server, listener)));
  refuseBrokenRequests(server, { connections, partings });
  if (from === 'port') return connections.acceptFrom(server);
  if (from === 'workers') return receiveFor(server, connections);
  const { counts: durations } = app.get(Traffic).durations;
  const parts = { answers: app.get(GraphAnswers), durations, connections, limits };
  const lane = laneInFrontOf(server, parts);
  app.get(Shutdown).onBegin(() => lane.stop());
}
