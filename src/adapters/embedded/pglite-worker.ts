/** The worker thread of the embedded database: creates its files, or serves them on a unix socket until told to stop. */
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { TendedPGlite } from './tended-pglite.js';

/** What the thread is started with. */
export interface WorkerSettings {
  /** The folder of the database files. */
  readonly folder: string;
  /** Where to listen; when absent the thread creates the database, flushes it to disk and is done. */
  readonly socket?: string;
}

/** What the thread says: it is ready, or it dies of this. */
export type WorkerMessage = 'ready' | { readonly diedOf: string };

const settings: WorkerSettings = workerData;
const database = new TendedPGlite({ folder: settings.folder, onDeath: die });
await database.waitReady;
await (settings.socket === undefined ? finish() : serve(settings.socket));
tell('ready');

async function finish(): Promise<void> {
  await database.close();
  ['.', ...readdirSync(settings.folder, { recursive: true, encoding: 'utf8' })].forEach(flush);
}

function flush(name: string): void {
  const file = openSync(join(settings.folder, name), 'r');
  fsyncSync(file);
  closeSync(file);
}

async function serve(socket: string): Promise<void> {
  const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: 8 });
  await server.start();
  parentPort?.once('message', async () => {
    await server.stop();
    await database.close();
    process.exit();
  });
}

function die(reason: string): void {
  tell({ diedOf: reason });
  process.exit(1);
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
