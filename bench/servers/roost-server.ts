import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../data/record.js';
import type { Address } from '../load/address.js';
import { BOTH_CORES, onCores } from '../machine/cores.js';
import { familyOf } from '../machine/processes.js';
import { freePort } from './free-port.js';

/** Seconds that a first start may take here, the embedded database made and 20,000 releases taken on the way. */
const PATIENCE_SECONDS = 120;

const PROGRAM = join(import.meta.dirname, '../../src/cli.js');
const LOOP_DELAY = join(import.meta.dirname, 'loop-delay.js');

export interface RoostSettings {
  /** A folder of documents to start with. */
  readonly graphData: string;
  readonly dataDir: string;
  /** `null`: the embedded database. */
  readonly database: string | null;
  readonly fastLane: boolean;
  readonly workers: number;
  /** Whether it will be asked for how long its event loop was blocked, which costs it a little all the time. */
  readonly watched: boolean;
}

/** The token of an admin of every server that the bench starts. */
export const TOKEN = 'a-token-of-the-bench-and-of-nobody-else';

/** The server under test: the built program in a process of its own, as anybody would run it. */
export class RoostServer {
  readonly #process: ChildProcess;
  readonly address: Address;
  #complaints = '';

  private constructor(
    private readonly settings: RoostSettings,
    port: number,
  ) {
    this.address = { host: '127.0.0.1', port };
    const preload = settings.watched ? ['--import', LOOP_DELAY] : [];
    const [program, ...args] = onCores(BOTH_CORES, [process.execPath, ...preload, PROGRAM, 'serve']);
    this.#process = spawn(program, args, {
      env: environmentOf(settings, port),
      stdio: ['ignore', 'pipe', 'pipe', settings.watched ? 'ipc' : 'ignore'],
    });
    // Not even a fault of the bench leaves it behind.
    process.once('exit', () => this.#process.kill('SIGKILL'));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk) => (this.#complaints = (this.#complaints + String(chunk)).slice(-2000)));
    }
  }

  /** Comes back at once: it is not ready then. */
  static async start(settings: RoostSettings): Promise<RoostServer> {
    return new RoostServer(settings, await freePort());
  }

  /** Where it keeps what another start finds again. */
  get home(): Pick<RoostSettings, 'dataDir' | 'database'> {
    const { dataDir, database } = this.settings;
    return { dataDir, database };
  }

  /** The process and those that it has started. */
  get pids(): readonly number[] {
    if (this.#process.pid === undefined) throw new Error('the server could not be started');
    return familyOf(this.#process.pid);
  }

  /** Waits until it says that it serves all that it can. */
  async ready(): Promise<void> {
    const { host, port } = this.address;
    await this.until(async () => (await fetch(`http://${host}:${port}/readyz`)).ok);
  }

  /** Waits for something, looking every 10 ms. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + PATIENCE_SECONDS * 1000;
    // Refused connections are what a start looks like from outside.
    while (!(await holds().catch(() => false))) {
      if (this.#process.exitCode !== null) throw new Error(`the server has ended:\n${this.#complaints}`);
      if (performance.now() > end) throw new Error(`the server is not ready:\n${this.#complaints}`);
      await sleep(10);
    }
  }

  /** For how long the event loop was blocked at most since this was asked last, in milliseconds. */
  async longestBlockMs(): Promise<number> {
    const reply: Promise<readonly unknown[]> = once(this.#process, 'message');
    this.#process.send({});
    const [message] = await reply;
    if (!isRecord(message) || typeof message['longestMs'] !== 'number') throw new Error('no delay was told');
    return message['longestMs'];
  }

  /** Ends it well, or after ten seconds in any case. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const cutOff = setTimeout(() => this.#process.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(cutOff);
  }
}

/** Nothing of the settings in our own environment: they may belong to a server that people use. */
function environmentOf(settings: RoostSettings, port: number) {
  const { graphData, dataDir, database, fastLane, workers } = settings;
  const { PATH } = process.env;
  return {
    ...{ PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error' },
    ...{ GRAPH_DATA: graphData, GRAPH_DATA_MODE: 'seed', DATA_DIR: dataDir, BOOTSTRAP_TOKEN: TOKEN },
    ...{ FAST_LANE: fastLane ? 'on' : 'off', WORKERS: String(workers) },
    ...(database !== null && { DATABASE_URL: database }),
  };
}
