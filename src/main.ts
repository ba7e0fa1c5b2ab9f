import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import { createApp } from './app.js';
import { Log, thrown } from './application/log.js';
import { Snapshots } from './application/snapshots.js';
import { StoreConnection } from './application/store-connection.js';
import { Upkeep } from './application/upkeep.js';
import type { Config } from './config.js';

/** What is in flight is given this long to end, in milliseconds; then it is cut off. */
const PATIENCE_MS = 5000;

/**
 * Runs the server until it is told to stop, or cannot go on.
 * @returns the exit status
 */
export async function serve(config: Config): Promise<number> {
  const app = await createApp(config);
  const log = app.get(Log);
  const stopped = signalled();
  const port = await listen(app, config);
  log.info('listening', { host: config.host, port, version: config.version });

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
  await stop(app);
  log.info('stopped', { status });
  return status;
}

/** Resolves with the exit status when a signal to stop comes. */
async function signalled(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(0));
  });
}

async function listen(app: NestExpressApplication, { port, host }: Config): Promise<number> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw new Error(`HOST, PORT: cannot listen on ${host}:${port}: ${String(error)}`, { cause: error });
  }
  const server: Server = app.getHttpServer();
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** Stops accepting, lets what is in flight end, then closes what stands behind. */
async function stop(app: NestExpressApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cutOff);
  await Promise.race([app.get(Upkeep).stop(), new Promise((resolve) => setTimeout(resolve, 2000))]);
  await app.get(StoreConnection).close();
  await app.close();
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
    ? `  curl '${base}/v1/graph?stream=${largest.stream}&basearch=${largest.basearch}'\n`
    : '';
  process.stderr.write(
    `\nRoost serves ${snapshots.length} streams. Try:\n${graph}  curl ${base}/v1/streams\n  ${base}/docs in a browser\n\n`,
  );
}
