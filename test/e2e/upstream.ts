import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of documents, as Fedora's, that can do whatever real ones do. */
export class Upstream {
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  readonly #bodies = new Map<string, string>();
  readonly #instead = new Map<string, Answer>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {
    server.on('request', (request, response) => this.#answer(request, response));
  }

  static async start(): Promise<Upstream> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return new Upstream(server, `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  }

  publish(stream: string, { index, updates }: { readonly index: object; readonly updates: object }): void {
    this.#bodies.set(`/prod/streams/${stream}/releases.json`, JSON.stringify(index));
    this.#bodies.set(`/updates/${stream}.json`, JSON.stringify(updates));
  }

  /** What is answered at a path from now on; `null`: the documents again. */
  instead(path: string, answer: Answer | null): void {
    if (answer) this.#instead.set(path, answer);
    if (!answer) this.#instead.delete(path);
  }

  /** How often it was asked since the last call. */
  count(): number {
    return this.requests.splice(0).length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [path = ''] = (request.url ?? '').split('?');
    this.requests.push({ path, headers: request.headers });
    const [instead, body] = [this.#instead.get(path), this.#bodies.get(path)];
    if (instead) return instead(request, response);
    if (body === undefined) return void response.writeHead(404).end();
    const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : 200, { ETag: etag }).end(isKnown ? undefined : body);
  }
}
