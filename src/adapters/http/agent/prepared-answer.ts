import { bodyHash } from './graph-body.js';
import { PreparedMessage } from './prepared-message.js';

/** The codings an answer can be sent in, the smallest on the real graph first; `zstd` where there is one. */
export const CODINGS = ['br', 'zstd', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/** One form of an answer, ready to be written. */
export interface PreparedForm {
  readonly bytes: Buffer;
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them without copying. */
  readonly headers: string[];
  /** What goes with "not modified". */
  readonly notModifiedHeaders: string[];
  /** The same two for the bare connection. */
  readonly message: PreparedMessage;
  readonly notModifiedMessage: PreparedMessage;
}

/** One variant of one graph in all the forms that are made so far. */
export class PreparedAnswer {
  readonly identity: PreparedForm;
  readonly #hash: string;
  readonly #forms = new Map<Coding, PreparedForm>();

  constructor(
    body: Buffer,
    private readonly revision: number,
  ) {
    this.#hash = bodyHash(body);
    this.identity = this.#form('identity', body, this.#hash);
    this.#forms.set('identity', this.identity);
  }

  /** A coding that is not made yet is answered as identity. */
  form(coding: Coding): PreparedForm {
    return this.#forms.get(coding) ?? this.identity;
  }

  /**
   * @param tag what tells these bytes from others of the same body: a strong validator is about bytes
   */
  addForm(coding: Exclude<Coding, 'identity'>, bytes: Buffer, tag: string): void {
    this.#forms.set(coding, this.#form(coding, bytes, `${this.#hash}-${tag}`));
  }

  #form(coding: Coding, bytes: Buffer, tag: string): PreparedForm {
    const etag = `"${tag}"`;
    const notModifiedHeaders = validators(etag, this.revision);
    const headers = [
      ...['Content-Type', 'application/json'],
      ...['Content-Length', String(bytes.length)],
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
      ...notModifiedHeaders,
    ];
    const message = new PreparedMessage('200 OK', headers, bytes);
    const notModifiedMessage = new PreparedMessage('304 Not Modified', notModifiedHeaders);
    return { bytes, etag, headers, notModifiedHeaders, message, notModifiedMessage };
  }
}

function validators(etag: string, revision: number): string[] {
  return [
    ...['ETag', etag],
    ...['Cache-Control', 'no-cache'],
    ...['Vary', 'Accept-Encoding'],
    ...['Roost-Revision', String(revision)],
    ...['Access-Control-Allow-Origin', '*'],
    ...['Access-Control-Expose-Headers', 'ETag, Roost-Revision'],
    ...['X-Content-Type-Options', 'nosniff'],
  ];
}
