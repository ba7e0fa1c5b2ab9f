import { request } from 'node:http';
import { now } from './clock.js';

export interface Question {
  readonly port: number;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | null;
  /** After which nobody waits any more. */
  readonly limitMs?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** No whole answer came: `error` says why. */
export interface NoReply {
  readonly error: string;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** One request on a connection of its own, as agents make them; never rejects. */
export async function ask({
  port,
  method = 'GET',
  path,
  headers = {},
  body,
  limitMs = 10_000,
}: Question): Promise<Reply | NoReply> {
  const sentAt = now();
  const text = body ? JSON.stringify(body) : undefined;
  return new Promise((resolve) => {
    const fail = (error: string) => resolve({ error, sentAt, receivedAt: now() });
    const options = { host: '127.0.0.1', port, method, path, agent: false };
    const type =
      text === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
    const sent = request({ ...options, headers: { ...headers, ...type } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', (error) => fail(error.message));
      response.once('end', () => {
        const { statusCode: status = 0, headers: found } = response;
        resolve({ status, headers: found, body: Buffer.concat(chunks), sentAt, receivedAt: now() });
      });
    });
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${limitMs} ms`)), limitMs);
    sent.once('error', (error) => fail(error.message)).once('close', () => clearTimeout(timer));
    sent.end(text);
  });
}

/** The one value of a header, empty where there is none. */
export function header({ headers }: Reply, name: string): string {
  return String(headers[name] ?? '');
}

/** A body that has to be JSON. @throws SyntaxError */
export function json({ body }: Reply): unknown {
  return JSON.parse(body.toString('utf8'));
}
