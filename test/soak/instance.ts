import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, json } from './ask.js';
import { eventually, now } from './clock.js';
import { freePort } from './free-port.js';

/** Longer than it may take: what comes late is not well, but it goes on. */
const PATIENCE_MS = 120_000;

const PROGRAM = join(import.meta.dirname, '../../src/cli.js');

/**
 * One server, by its settings and by HTTP only. It lives from the first time that it says it is ready until it is
 * killed; all that it answers meanwhile has to be right.
 */
export class Instance {
  #process: ChildProcess | null = null;
  #life = 0;
  #isLiving = false;
  #startedAt = 0;
  /** Is told when it ends and nobody has killed it. */
  onEnd: (text: string) => void = () => undefined;

  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async create(
    name: string,
    folder: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<Instance> {
    await mkdir(join(folder, name));
    return new Instance(name, await freePort(), folder, settings);
  }

  get isLiving(): boolean {
    return this.#isLiving;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Which of its lives this is. */
  get life(): number {
    return this.#life;
  }

  get startedAt(): number {
    return this.#startedAt;
  }

  /** Whether it has lived all the time since then. */
  isStill(life: number): boolean {
    return this.#isLiving && this.#life === life;
  }

  start(): void {
    const { PATH } = process.env;
    const cwd = join(this.folder, this.name);
    const env = {
      PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(this.port),
      LOG_LEVEL: 'info',
    };
    const child = spawn(process.execPath, [PROGRAM, 'serve'], {
      ...{ cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
      env: { ...env, DATA_DIR: join(cwd, 'data'), ...this.settings },
    });
    const log = createWriteStream(join(this.folder, `${this.name}.log`), { flags: 'a' });
    for (const output of [child.stdout, child.stderr]) output.pipe(log, { end: false });
    child.once('close', (status) => {
      log.end();
      if (this.#process === child && this.#isLiving)
        this.onEnd(`${this.name} has ended by itself, with ${status}`);
      if (this.#process === child) this.#isLiving = false;
    });
    this.#process = child;
    this.#life += 1;
    this.#startedAt = now();
  }

  /** @returns how long it took since the start, in milliseconds; `null` where it did not come to be ready */
  async becomesReady(): Promise<number | null> {
    const isReady = async () => (await this.readiness()) !== null;
    this.#isLiving = await eventually(isReady, { withinMs: PATIENCE_MS, everyMs: 50 });
    return this.#isLiving ? now() - this.#startedAt : null;
  }

  /** What it says it suffers from, as text for each; `null` while it is not ready. */
  async readiness(): Promise<readonly string[] | null> {
    const reply = await ask({ port: this.port, path: '/readyz', limitMs: 2000 });
    if ('error' in reply || reply.status !== 200) return null;
    const said = json(reply);
    const listed = typeof said === 'object' && said !== null && 'degraded' in said ? said.degraded : null;
    return Array.isArray(listed) ? listed.map((one) => JSON.stringify(one)) : null;
  }

  async kill(): Promise<void> {
    this.#isLiving = false;
    await this.#end('SIGKILL');
  }

  /** As whoever upgrades it would. @returns the exit status, `null` after a signal */
  async stop(): Promise<number | null> {
    this.#isLiving = false;
    await this.#end('SIGTERM');
    return this.#process?.exitCode ?? null;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  }
}
