import type { NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Shutdown } from './adapters/http/limits/shutdown.js';
import { BACKLOG, type Limits } from './adapters/http/limits/limits.js';
import { affordable, mostOpenFiles } from './adapters/http/limits/open-files.js';
import { Workers } from './adapters/http/workers/workers.js';
import { createApp, operatorsServer } from './app.js';
import type { ScopeName } from './graph/build-graph.js';
import { FirstToken } from './application/first-token.js';
import { Log, thrown } from './application/log.js';
import { Snapshots } from './application/snapshots.js';
import { StoreConnection } from './application/store-connection.js';
import { Upkeep } from './application/upkeep.js';
import type { Config } from './config.js';

/**
 * Runs the server until it is told to stop, or cannot go on.
 * @returns the exit status
 */
export async function serve(wanted: Config): Promise<number> {
  const config = { ...wanted, limits: affordableLimits(wanted) };
  const app = await createApp(config);
  const log = app.get(Log);
  const { maxConnections } = config.limits;
  if (maxConnections < wanted.limits.maxConnections)
    log.warn('MAX_CONNECTIONS is more than the limit of open files allows', { maxConnections });
  const stopped = signalled();
  const { servers, port } = await listen(app, config);

  const upkeep = app.get(Upkeep);
  const failed = upkeep.start().then(
    () => {
      if (config.databaseUrl === null) greet(app, port);
      return new Promise<never>(() => undefined);
    },
    (error: unknown) => {
      log.error('the server cannot go on', thrown(error));
      return 1;
    },
  );
  const status = await Promise.race([stopped, failed]);
  await stop(app, servers);
  log.info('stopped', { status });
  return status;
}

/** A connection that cannot be opened for want of a descriptor would keep everybody waiting. */
function affordableLimits({ limits, adminPort, workers }: Config): Limits {
  // A worker may have to send on all of them, which takes two for each, beside those of its own.
  const ports = workers > 1 ? 3 : adminPort === null ? 1 : 2;
  return { ...limits, maxConnections: affordable(limits.maxConnections, ports, mostOpenFiles()) };
}

/** Resolves with the exit status when a signal to stop comes. */
async function signalled(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(0));
  });
}

interface Listening {
  readonly servers: readonly Server[];
  /** Where everything is to be found. */
  readonly port: number;
}

/** The port for agents, and the one for operators where that is another. */
async function listen(app: NestExpressApplication, config: Config): Promise<Listening> {
  const { host, adminHost, adminPort, version, limits } = config;
  const log = app.get(Log);
  const server: Server = app.getHttpServer();
  const port = await listenForAgents(app, server, config);
  log.info('listening', { host, port, version });
  if (adminPort === null) return { servers: [server], port };
  const operators = operatorsServer(app, limits);
  await listenAt(operators, { settings: 'ADMIN_HOST, ADMIN_PORT', host: adminHost, port: adminPort });
  log.info('listening for operators', { host: adminHost, adminPort: portOf(operators) });
  return { servers: [server, operators], port: portOf(operators) };
}

const AGENTS_PLACE = 'HOST, PORT';

/** @returns the port */
async function listenForAgents(
  app: NestExpressApplication,
  server: Server,
  { host, port, workers, limits }: Config,
): Promise<number> {
  if (workers === 1) {
    await listenAt(server, { settings: AGENTS_PLACE, host, port });
    return portOf(server);
  }
  const path = await listenForWorkers(server);
  const post = { host, port, path, limits: shareOf(limits, workers), mostForwarded: limits.maxConnections };
  const program = join(import.meta.dirname, 'lane-worker.js');
  return app
    .get(Workers)
    .start(program, post, workers)
    .catch((error: unknown) => Promise.reject(cannotListen({ settings: AGENTS_PLACE, host, port }, error)));
}

/** Where workers send what they do not answer: only this user can enter the folder. @returns the path */
async function listenForWorkers(server: Server): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-')).catch((error: unknown) => {
    throw new Error(`TMPDIR: WORKERS need a folder that can be written to: ${String(error)}`, {
      cause: error,
    });
  });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'workers');
  server.listen({ path, backlog: BACKLOG });
  await once(server, 'listening');
  return path;
}

function shareOf(limits: Limits, workers: number): Limits {
  return { ...limits, maxConnections: Math.ceil(limits.maxConnections / workers) };
}

interface Place {
  /** Their names, for who has to correct them. */
  readonly settings: string;
  readonly host: string;
  readonly port: number;
}

/** @throws Error that names the settings of a place that cannot be listened on */
async function listenAt(server: Server, { settings, host, port }: Place): Promise<void> {
  try {
    server.listen({ host, port, backlog: BACKLOG });
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen({ settings, host, port }, error);
  }
}

function cannotListen({ settings, host, port }: Place, error: unknown): Error {
  return new Error(`${settings}: cannot listen on ${host}:${port}: ${String(error)}`, { cause: error });
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Stops accepting, lets what is in flight end, then closes what stands behind. */
async function stop(app: NestExpressApplication, servers: readonly Server[]): Promise<void> {
  app.get(Shutdown).begin();
  const workersEnded = app.get(Workers).stop();
  await Promise.all(servers.map((server) => drain(server, workersEnded)));
  await Promise.race([app.get(Upkeep).stop(), new Promise((resolve) => setTimeout(resolve, 2000))]);
  await app.get(StoreConnection).close();
  await app.close();
}

/** @param others those who may still send connections until they have ended */
async function drain(server: Server, others: Promise<void>): Promise<void> {
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await others;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
}

/** Tells a newcomer, who runs on the embedded database, what to try next. */
function greet(app: NestExpressApplication, port: number): void {
  const base = `http://localhost:${port}`;
  const snapshots = app.get(Snapshots).all();
  const scopes = snapshots.flatMap(({ stream, scopes }) =>
    scopes.map((scope) => ({ ...scope, stream: stream.name })),
  );
  const [largest] = scopes.sort((a, b) => b.graph.nodes.length - a.graph.nodes.length);
  const graph = largest
    ? `  curl '${base}/v1/graph?${scopeQuery(largest)}'\n` +
      `  curl '${base}/v1/explain?${scopeQuery(largest)}&os_version=${encodeURIComponent(largest.graph.nodes[0]?.version ?? '')}'\n`
    : '';
  const { file } = app.get(FirstToken);
  const token =
    file === null ? '' : `  curl -H "Authorization: Bearer $(cat ${file})" ${base}/admin/v1/whoami\n`;
  process.stderr.write(
    `\nRoost serves ${snapshots.length} streams. Try:\n${graph}  curl ${base}/v1/streams\n${token}\nIn a browser:\n  ${base}/console/   streams, graphs, rollouts, why a node does not update\n  ${base}/docs/      the API, with examples to run\n\n`,
  );
}

function scopeQuery({ stream, basearch, scheme }: ScopeName & { readonly stream: string }): string {
  return `stream=${stream}&basearch=${basearch}${scheme === 'oci' ? '&oci=true' : ''}`;
}
