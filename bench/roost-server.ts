import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOnce, headerOf } from './ask-once.js';

/** Seconds that a first start may take here, the embedded database made on the way. */
const PATIENCE_SECONDS = 60;

export interface RoostSettings {
  readonly graphData: string;
  readonly dataDir: string;
  /** `null`: the embedded database. */
  readonly database: string | null;
}

/** The server under test: the built program in a process of its own, as anybody would run it. */
export class RoostServer {
  readonly #process: ChildProcess;
  #complaints = '';

  private constructor(
    settings: RoostSettings,
    readonly port: number,
  ) {
    const program = join(import.meta.dirname, '../src/cli.js');
    this.#process = spawn(process.execPath, [program, 'serve'], {
      env: environmentOf(settings, port),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Not even a fault of the bench leaves it behind.
    process.once('exit', () => this.#process.kill('SIGKILL'));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk) => (this.#complaints = (this.#complaints + String(chunk)).slice(-2000)));
    }
  }

  static async start(settings: RoostSettings): Promise<RoostServer> {
    return new RoostServer(settings, await freePort());
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error('the server could not be started');
    return this.#process.pid;
  }

  /** Waits until it is ready and the graph is there as gzip too. */
  async ready(gzipPoll: string): Promise<void> {
    await this.#until(async () => (await fetch(`http://127.0.0.1:${this.port}/readyz`)).ok);
    await this.#until(
      async () => headerOf(await askOnce(this.port, gzipPoll), 'Content-Encoding') === 'gzip',
    );
  }

  async #until(holds: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + PATIENCE_SECONDS * 1000;
    // Refused connections are what a start looks like from outside.
    while (!(await holds().catch(() => false))) {
      if (this.#process.exitCode !== null) throw new Error(`the server has ended:\n${this.#complaints}`);
      if (performance.now() > end) throw new Error(`the server is not ready:\n${this.#complaints}`);
      await sleep(100);
    }
  }

  /** Ends it well, or after five seconds in any case. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    this.#process.kill('SIGTERM');
    const cutOff = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(cutOff);
  }
}

/** Nothing of the settings in our own environment: they may belong to a server that people use. */
function environmentOf({ graphData, dataDir, database }: RoostSettings, port: number) {
  const { PATH } = process.env;
  return {
    ...{ PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error' },
    ...{ GRAPH_DATA: graphData, GRAPH_DATA_MODE: 'seed', DATA_DIR: dataDir },
    ...(database !== null && { DATABASE_URL: database }),
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
