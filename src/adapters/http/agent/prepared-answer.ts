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

/** A form that is smaller than the graph itself. */
export interface SmallerForm {
  readonly coding: Exclude<Coding, 'identity'>;
  readonly bytes: Buffer;
  /** What tells these bytes from others of the same body: a strong validator is about bytes. */
  readonly tag: string;
}

/** One variant of one graph in all the forms that are made so far. */
export class PreparedAnswer {
  readonly identity: PreparedForm;
  readonly #forms = new Map<Coding, PreparedForm>();
  readonly #smaller = new Map<Coding, SmallerForm>();

  /**
   * @param hash what `bodyHash` makes of the body
   * @param told of each form that is added
   */
  constructor(
    body: Buffer,
    readonly revision: number,
    readonly hash = bodyHash(body),
    private readonly told: (form: SmallerForm) => void = () => undefined,
  ) {
    this.identity = this.#form('identity', body, hash);
    this.#forms.set('identity', this.identity);
  }

  /** Those that are made so far. */
  get smallerForms(): readonly SmallerForm[] {
    return [...this.#smaller.values()];
  }

  /** A coding that is not made yet is answered as identity. */
  form(coding: Coding): PreparedForm {
    return this.#forms.get(coding) ?? this.identity;
  }

  addForm(form: SmallerForm): void {
    const { coding, bytes, tag } = form;
    this.#forms.set(coding, this.#form(coding, bytes, `${this.hash}-${tag}`));
    this.#smaller.set(coding, form);
    this.told(form);
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
