/**
 * The embedded database's end of things: as a process it creates the files, as a worker thread it serves them on a
 * unix socket until told to stop.
 */
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { TendedPGlite } from './tended-pglite.js';

/**
 * What it is started with: the folder of the database's files and the path of the socket. Without a socket it
 * creates the database, flushes it to the disk and is done.
 */
export type WorkerArguments = readonly [folder: string, socket?: string];

/** What the thread says: that it is ready, or what it dies of. */
export type WorkerMessage = 'ready' | { readonly diedOf: string };

const [folder = '', socket] = process.argv.slice(2);
const database = new TendedPGlite({ folder, onDeath: die });
await database.waitReady;
await (socket === undefined ? finish() : serve(socket));
tell('ready');

async function finish(): Promise<void> {
  await database.close();
  ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].forEach(flush);
}

function flush(name: string): void {
  const file = openSync(join(folder, name), 'r');
  fsyncSync(file);
  closeSync(file);
}

async function serve(path: string): Promise<void> {
  const server = new PGLiteSocketServer({ db: database, path, maxConnections: 8 });
  await server.start();
  parentPort?.once('message', () => void stop(server));
}

async function stop(server: PGLiteSocketServer): Promise<void> {
  await server.stop();
  await database.close();
  process.exit();
}

function die(reason: string): void {
  if (!parentPort) process.stderr.write(`${reason}\n`);
  tell({ diedOf: reason });
  process.exit(1);
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
