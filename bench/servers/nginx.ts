import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOnce, type Answer } from '../load/ask-once.js';
import { onCores, SERVERS_CORE } from '../machine/cores.js';
import { familyOf } from '../machine/processes.js';
import { bareAnswerOf } from './bare-answer.js';
import { freePort } from './free-port.js';
import type { Target } from './target.js';

const PATIENCE_MS = 5000;

/** An nginx that sends answers as static files, each on a port of its own, tuned for nothing else. */
export class Nginx {
  private constructor(
    private readonly process: ChildProcess,
    private readonly ports: readonly number[],
  ) {}

  static isThere(): boolean {
    try {
      execFileSync('nginx', ['-v'], { stdio: 'ignore' });
      return true;
    } catch {
      // Without one there is a peer less.
      return false;
    }
  }

  /**
   * Starts it, and makes sure that it sends the same bodies.
   * @param folder does not exist yet
   * @param answers all of status 200
   */
  static async start(folder: string, answers: readonly Answer[]): Promise<Nginx> {
    await mkdir(folder);
    const ports: number[] = [];
    for (const _ of answers) ports.push(await freePort());
    const servers = answers.map((answer, index) =>
      serverOf(answer, { folder, index, port: ports[index] ?? 0 }),
    );
    for (const [index, { body }] of answers.entries()) await writeFile(join(folder, String(index)), body);
    await writeFile(join(folder, 'nginx.conf'), configuration(servers));
    const [program, ...args] = onCores(SERVERS_CORE, [
      'nginx',
      '-p',
      folder,
      '-c',
      join(folder, 'nginx.conf'),
    ]);
    const nginx = new Nginx(spawn(program, args, { stdio: 'ignore' }), ports);
    process.once('exit', () => nginx.process.kill('SIGKILL'));
    for (const [index, answer] of answers.entries()) await requireBody(nginx.target(index), answer);
    return nginx;
  }

  /** The server that sends the answer at that place. */
  target(index: number): Target {
    const [{ pid }, port] = [this.process, this.ports[index]];
    if (pid === undefined || port === undefined) throw new Error('nginx could not be started');
    return { name: 'nginx', address: { host: '127.0.0.1', port }, pids: familyOf(pid) };
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }
}

/** One process, no log, files kept open. Whoever starts it must be able to read the files, so there is no worker. */
function configuration(servers: readonly string[]): string {
  return `daemon off;
master_process off;
error_log stderr crit;
pid nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  etag off;
  if_modified_since off;
  max_ranges 0;
  default_type application/json;
  keepalive_timeout 130s;
  keepalive_requests 1000000000;
  open_file_cache max=16 inactive=1h;
  open_file_cache_valid 1h;
${TEMPORARY.map((name) => `  ${name}_temp_path temporary;`).join('\n')}
${servers.join('\n')}
}
`;
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** nginx writes these itself. */
const NGINXS_OWN = new Set(['content-type', 'content-length']);

interface Place {
  readonly folder: string;
  readonly index: number;
  readonly port: number;
}

/** The same headers, in another order; `Server` is one more. */
function serverOf(answer: Answer, { folder, index, port }: Place): string {
  const { headers } = bareAnswerOf(answer);
  const names = headers.filter((_, place) => place % 2 === 0);
  const added = names.flatMap((name, place) => {
    const value = (headers[2 * place + 1] ?? '').replaceAll('"', '\\"');
    return NGINXS_OWN.has(name.toLowerCase()) ? [] : [`      add_header ${name} "${value}";`];
  });
  return `  server {
    listen 127.0.0.1:${port};
    location = /v1/graph {
      alias ${join(folder, String(index))};
      add_header Last-Modified "";
${added.join('\n')}
    }
  }`;
}

async function requireBody({ address }: Target, { body }: Answer): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await askOnce(address, 'GET /v1/graph HTTP/1.1\r\nhost: localhost\r\n\r\n').catch(
      () => null,
    );
    if (answer?.body.equals(body)) return;
    if (answer || performance.now() > end) throw new Error(`nginx does not send the file:\n${answer?.head}`);
    await sleep(20);
  }
}
