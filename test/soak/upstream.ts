import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { now, pause } from './clock.js';
import type { MirroredDocuments } from './mirrored-documents.js';
import { Outages } from './outages.js';
import { ownerOf } from './socket-owner.js';

/** What can be wrong with a server of documents. `refuse` is of the whole server. */
export const FAULTS = ['hang', 'half', 'refuse', 'html', 'lost', 'types', 'cut', 'error', 'slow'] as const;
export type Fault = (typeof FAULTS)[number];

/** The server that instances follow: what it serves can be broken, and it can fall silent. */
export class Upstream {
  readonly #sockets = new Map<Socket, Promise<number | null>>();
  readonly #faults = new Map<string, Fault>();
  readonly #asked: { readonly at: number; readonly pid: Promise<number | null> }[] = [];
  #server: Server | null = null;
  /** When nobody listened. */
  readonly absences = new Outages();
  #faultCount = 0;
  /** The processes that may be asking. */
  followers: () => readonly number[] = () => [];
  unmodified = 0;
  sent = 0;

  constructor(
    readonly port: number,
    private readonly documents: readonly MirroredDocuments[],
  ) {}

  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.on('connection', (socket) => {
      this.#sockets.set(
        socket,
        ownerOf({ port: socket.remotePort ?? 0, serverPort: this.port }, this.followers()),
      );
      socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.absences.end();
  }

  /** For connections too: nobody is there any more. */
  close(): void {
    this.absences.begin();
    this.#server?.close();
    for (const socket of this.#sockets.keys()) socket.destroy();
    this.#server = null;
  }

  /** @param stream `null`: all of them */
  fail(fault: Fault, stream: string | null): void {
    this.#faultCount += 1;
    for (const { name } of this.documents) if ((stream ?? name) === name) this.#faults.set(name, fault);
    if (fault === 'refuse') this.close();
  }

  /** Requests that hang go on hanging: nobody will ever answer them. */
  async heal(): Promise<void> {
    this.#faults.clear();
    if (!this.#server) await this.listen();
  }

  isWell(stream: string): boolean {
    return !this.#faults.has(stream);
  }

  /** The processes that have asked since then, the last one last. */
  async askersSince(at: number): Promise<readonly { readonly at: number; readonly pid: number }[]> {
    const asked = this.#asked.filter((one) => one.at >= at);
    const askers = await Promise.all(asked.map(async (one) => ({ at: one.at, pid: (await one.pid) ?? 0 })));
    return askers.filter(({ pid }) => pid !== 0);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pid = this.#sockets.get(request.socket) ?? Promise.resolve(null);
    this.#asked.push({ at: now(), pid });
    // Whoever has its answer hangs up, and cannot be found any more.
    await pid;
    const [, kind, name] = PATHS.exec(request.url ?? '') ?? [];
    const documents = this.documents.find((one) => one.name === name);
    if (!documents) return void response.writeHead(404).end();
    const fault = this.#faults.get(documents.name) ?? null;
    if (fault === 'hang') return;
    if (fault === 'slow') await pause(1500);
    const lost = fault === 'lost' ? 2 : 0;
    const { text, tag } = kind === 'updates' ? documents.updatesText() : documents.indexText(lost);
    if (fault && fault !== 'slow' && fault !== 'lost') return this.#sendBroken(fault, text, response);
    if (request.headers['if-none-match'] === tag) {
      this.unmodified += 1;
      return void response.writeHead(304, { ETag: tag }).end();
    }
    this.sent += 1;
    response.writeHead(200, { 'Content-Type': 'application/json', ETag: tag }).end(text);
  }

  #sendBroken(fault: Fault, text: string, response: ServerResponse): void {
    const headers = { 'Content-Type': 'application/json', ETag: `"broken-${this.#faultCount}"` };
    const half = text.slice(0, text.length / 2);
    if (fault === 'error') return void response.writeHead(502).end('Bad Gateway');
    if (fault === 'html') return void response.writeHead(200, headers).end('<html>we are moving</html>');
    if (fault === 'half') return void response.writeHead(200, headers).end(half);
    if (fault === 'types')
      return void response.writeHead(200, headers).end(text.replace('"releases": [', '"releases": [7,'));
    response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(text) });
    response.write(half, () => response.destroy());
  }
}

const PATHS = /^\/(?:prod\/streams|(updates))\/([a-z0-9-]+)(?:\/releases)?\.json(?:\?|$)/;
