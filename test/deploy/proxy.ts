import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'node:https';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { SETTINGS } from '../../src/config.js';
import { run } from './programs.js';

export const AGENTS = 'roost.example';
export const OPERATORS = 'roost-admin.example';

/** How long Roost keeps a connection that nobody uses, if nothing else is set. */
export const ROOST_KEEPS_SECONDS = parseInt(
  SETTINGS.find(([name]) => name === 'KEEP_ALIVE_TIMEOUT')?.[1] ?? '',
);

export interface Ports {
  readonly https: number;
  readonly http: number;
  /** Of Roost, behind the proxy. */
  readonly agents: number;
  readonly operators: number;
}

/** What is to be run: the example with the test's own ports and files, and the command for it. */
export interface Recipe {
  readonly file: string;
  readonly content: string;
  readonly command: readonly [string, ...string[]];
}

export interface Asked {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From which address of this machine. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A real proxy with a certificate that was made just now. */
export class Proxy {
  #output = '';

  private constructor(
    readonly folder: string,
    readonly ports: Ports,
    private readonly child: ChildProcess,
  ) {
    child.on('error', (error) => (this.#output += String(error)));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => (this.#output += String(chunk)));
  }

  /** @param recipe of a folder where it may write, with `cert.pem` and `key.pem` in it */
  static async start(
    behind: Pick<Ports, 'agents' | 'operators'>,
    recipe: (folder: string, ports: Ports) => Recipe,
  ): Promise<Proxy> {
    const folder = mkdtempSync(join(tmpdir(), 'roost-proxy-'));
    await makeCertificate(folder);
    const ports = { ...behind, https: await freePort(), http: await freePort() };
    const { file, content, command } = recipe(folder, ports);
    writeFileSync(join(folder, file), content);
    const [program, ...args] = command;
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    const proxy = new Proxy(folder, ports, spawn(program, args, { cwd: folder, env }));
    await proxy.#listening();
    return proxy;
  }

  /** All that it has written down. */
  logs(...files: readonly string[]): string {
    return [this.#output, ...files.map((file) => readFileSync(join(this.folder, file), 'utf8'))].join('\n');
  }

  get certificate(): Buffer {
    return readFileSync(join(this.folder, 'cert.pem'));
  }

  async ask(
    path: string,
    { host = AGENTS, method = 'GET', headers = {}, body, from }: Asked = {},
  ): Promise<Answer> {
    const asked = request({
      ...{ host: '127.0.0.1', port: this.ports.https, servername: host, ca: this.certificate },
      ...{ path, method, headers: { Host: host, ...headers }, localAddress: from, agent: false },
    });
    asked.end(body);
    const [response] = await once(asked, 'response');
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
  }

  /** What comes back, to the end, for a request without TLS. */
  async askPlainly(port: number, path: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.end(`GET ${path} HTTP/1.1\r\nHost: ${AGENTS}\r\nConnection: close\r\n\r\n`);
    return text(socket);
  }

  async stop(): Promise<void> {
    const exited = this.child.exitCode === null ? once(this.child, 'exit') : null;
    this.child.kill();
    await exited;
    rmSync(this.folder, { recursive: true });
  }

  async #listening(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (this.child.exitCode !== null || this.child.pid === undefined) break;
      if (await accepts(this.ports.https)) return;
      await setTimeout(100);
    }
    throw new Error(`the proxy does not listen:\n${this.#output}`);
  }
}

async function makeCertificate(folder: string): Promise<void> {
  const { status, output } = await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
    ...['-subj', `/CN=${AGENTS}`, '-addext', `subjectAltName=DNS:${AGENTS},DNS:${OPERATORS}`],
    ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
  ]);
  if (status !== 0) throw new Error(output);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const connected = once(socket, 'connect').then(
    () => true,
    () => false,
  );
  return connected.finally(() => socket.destroy());
}

/** A file of `deploy/` with the test's words in place of the example's, each of which has to be there. */
export function example(path: string, words: Readonly<Record<string, string>>): string {
  const content = readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8');
  return Object.entries(words).reduce((text, [old, word]) => {
    if (!text.includes(old)) throw new Error(`${path} has no ${old}`);
    return text.replaceAll(old, word);
  }, content);
}
