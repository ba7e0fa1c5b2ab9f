/** The command as it was built, in processes of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const CLI = join(import.meta.dirname, '../../dist/src/cli.js');

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

type Environment = Readonly<Record<string, string>>;

/** Runs a command to its end; `input` is put into it. */
export async function roost(
  args: readonly string[],
  environment: Environment,
  input?: Buffer,
): Promise<Ended> {
  if (!existsSync(CLI)) throw new Error('these tests run the built command: npm run build');
  const env = { PATH: process.env['PATH'], ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env, cwd: tmpdir() }, (_, out, err) =>
      resolve({ status: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** A server with a port of its own, ready. */
export class RunningServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: Promise<unknown>,
    private readonly said: readonly string[],
    readonly url: string,
  ) {}

  /** Of its process; of a server with workers, of the one that they work for. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** All that it has said so far. */
  get log(): string {
    return this.said.join('');
  }

  static async start(environment: Environment): Promise<RunningServer> {
    const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...environment };
    const child = spawn(process.execPath, [CLI, 'serve'], { env, cwd: tmpdir() });
    const exited = once(child, 'exit');
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => said.push(String(chunk)));
    }
    for (;;) {
      const log = said.join('');
      if (child.exitCode !== null) throw new Error(log);
      const [, port] = /"port":(\d+)/.exec(log) ?? [];
      const url = `http://127.0.0.1:${port}`;
      if (port !== undefined && (await fetch(`${url}/readyz`)).ok)
        return new RunningServer(child, exited, said, url);
      await setTimeout(30);
    }
  }

  /** Tells it to stop, waits until it has. @returns its exit status */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.exited;
    return this.child.exitCode;
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async get(path: string, token?: string): Promise<Response> {
    const headers = { 'Accept-Encoding': 'identity', ...(token !== undefined && bearer(token)) };
    return fetch(`${this.url}${path}`, { headers });
  }

  async post(path: string, body: object, headers: Environment): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
}

export function bearer(token: string): Environment {
  return { Authorization: `Bearer ${token}` };
}

export async function jsonOf(answer: Response | Promise<Response>) {
  return JSON.parse(await (await answer).text());
}
