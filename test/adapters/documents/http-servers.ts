import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Server as AnyServer, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { HttpSource, type HttpSettings } from '../../../src/adapters/documents/http-source.js';
import { indexOf, rolledOut } from '../../application/releases.js';

/** In the proportions of the true ones. */
export const SHORT = { connectMs: 500, hedgeMs: 400, documentMs: 1500 };

export const INDEX = '/prod/streams/stable/releases.json';
export const UPDATES = '/updates/stable.json';

/** What a server has, by URL. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  [INDEX]: JSON.stringify(indexOf('1')),
  [UPDATES]: JSON.stringify(rolledOut('1')),
};

/** A server that counts what is open to it. */
export class CountingServer {
  readonly #open = new Set<Socket>();
  /** Paths with their queries, and whatever else tests note. */
  readonly asked: string[] = [];

  constructor(readonly server: AnyServer) {
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#open.delete(socket));
    });
  }

  async listen(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  get port(): number {
    return portOf(this.server);
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** How many connections are left once there was time to close them. */
  async left(): Promise<number> {
    for (let i = 0; i < 300 && this.#open.size > 0; i++) await setTimeout(10);
    return this.#open.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

const running: CountingServer[] = [];

/** A server until the end of the test. */
export async function serving(listener: RequestListener): Promise<CountingServer> {
  const server = createServer();
  const counting = await started(server);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    counting.asked.push(request.url ?? '');
    listener(request, response);
  });
  return counting;
}

export async function started(server: AnyServer): Promise<CountingServer> {
  const counting = await new CountingServer(server).listen();
  running.push(counting);
  return counting;
}

export async function closeAll(): Promise<void> {
  for (const server of running.splice(0)) await server.close();
}

/** Answers with the documents, whatever the query. */
export function answerWell(request: IncomingMessage, response: ServerResponse): void {
  const document = DOCUMENTS[pathOf(request)];
  response.writeHead(document === undefined ? 404 : 200).end(document);
}

export function pathOf({ url = '' }: IncomingMessage): string {
  return new URL(url, 'http://any').pathname;
}

export function sourceAt(url: string, settings: HttpSettings = {}): HttpSource {
  return new HttpSource(url, ['stable'], { limits: SHORT, ...settings });
}

/** What becomes of a read, the documents parsed. */
export async function outcomeOf(source: HttpSource): Promise<string> {
  try {
    const { index, updates } = (await source.read('stable')).parse();
    return JSON.stringify([index.value, updates.value]) === WELL ? 'well' : 'others';
  } catch (error) {
    return error instanceof Error && 'kind' in error
      ? `${String(error.kind)}: ${error.message}`
      : String(error);
  }
}

const WELL = JSON.stringify([indexOf('1'), rolledOut('1')]);

/** A proxy that takes URLs in full, and CONNECT. */
export async function proxying(answersConnect = true): Promise<CountingServer> {
  const server: Server = createServer((request, response) => {
    counting.asked.push(`GET ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    const { headers } = request;
    ask(request.url ?? '', { headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  });
  const counting = await started(server);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    counting.asked.push(`CONNECT ${request.url ?? ''}`);
    socket.on('end', () => socket.destroy()).resume();
    if (answersConnect) tunnel(request.url ?? '', socket);
  });
  return counting;
}

function tunnel(target: string, socket: Socket): void {
  const onward = connect({ port: Number(target.split(':')[1]), host: '127.0.0.1' }, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
}

function portOf(server: AnyServer): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
