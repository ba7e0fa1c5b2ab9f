import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** The admin token of every server here. */
export const TOKEN = 'the-bootstrap-token-of-agents-tests';

const LEASH = new URL('leash.sh', import.meta.url).pathname;
const CLI = new URL('../../dist/src/cli.js', import.meta.url).pathname;
const PATIENCE_MS = 60_000;

/** The whole server as `roost serve` runs it, on the embedded database and a port of its own. */
export class RunningServer {
  private child: ChildProcessByStdio<Writable, Readable, Readable> | null = null;
  private log = '';
  private port = 0;

  /** @param folder for its data; kept between starts */
  constructor(private readonly folder: string) {}

  /** Starts it, on the same port as before, and waits until it is ready. */
  async start(): Promise<void> {
    // Without these two folders any stream might be one that cannot be read now.
    for (const empty of ['graph-data/streams', 'graph-data/updates'])
      mkdirSync(join(this.folder, empty), { recursive: true });
    const environment = {
      ...{ PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(this.port), BOOTSTRAP_TOKEN: TOKEN },
      ...{ DATA_DIR: join(this.folder, 'data'), GRAPH_DATA: join(this.folder, 'graph-data') },
    };
    const child = spawn('sh', [LEASH, process.execPath, CLI, 'serve'], { env: environment });
    this.log = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (this.log += String(chunk)));
    this.child = child;
    await this.ready(child);
  }

  /** Where agents are to ask. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const closed = once(child, 'close');
    child.stdin.end();
    await closed;
  }

  private async ready(child: { readonly exitCode: number | null }): Promise<void> {
    const late = Date.now() + PATIENCE_MS;
    for (;;) {
      if (child.exitCode !== null || Date.now() > late)
        throw new Error(`the server did not start:\n${this.log}`);
      this.port = Number(/"port":(\d+)/.exec(this.log)?.[1] ?? this.port);
      if (this.port > 0 && (await fetch(new URL('readyz', this.url)).catch(() => null))?.ok === true) return;
      await setTimeout(50);
    }
  }
}
