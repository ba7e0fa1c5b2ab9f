import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Coding } from '../agent/prepared-answer.js';
import { zstd } from '../agent/zstd.js';

/** One form of a file, ready to be sent. */
export interface FileForm {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A built file of the console. A compressed form is made when it is asked for first, off the event loop, and kept:
 * so a start costs nothing, and what is sent compressed can never be of another build than what is not.
 */
export class ConsoleFile {
  readonly isPage: boolean;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #hash: string;
  readonly #forms = new Map<Coding, Promise<FileForm>>();

  /** @param name its place in the folder, with slashes */
  constructor(
    readonly name: string,
    private readonly bytes: Buffer,
  ) {
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    this.isPage = type.startsWith('text/html');
    this.#headers = { 'Content-Type': type, 'Cache-Control': lifetimeOf(name), Vary: 'Accept-Encoding' };
    this.#hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  }

  async form(coding: Coding): Promise<FileForm> {
    const known = this.#forms.get(coding);
    if (known) return known;
    const made = this.#make(coding);
    this.#forms.set(coding, made);
    return made;
  }

  /** A form that saves nothing is not worth its coding. */
  async #make(coding: Coding): Promise<FileForm> {
    const bytes = coding === 'identity' ? this.bytes : await COMPRESS[coding](this.bytes);
    if (coding === 'identity' || bytes.length >= this.bytes.length) {
      return { bytes: this.bytes, headers: { ...this.#headers, ETag: `"${this.#hash}"` } };
    }
    const tag = { 'Content-Encoding': coding, ETag: `"${this.#hash}-${coding}"` };
    return { bytes, headers: { ...this.#headers, ...tag } };
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** What Vite puts among the assets has the hash of its content in its name; everything else is asked for again. */
function lifetimeOf(name: string): string {
  return name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

const COMPRESS: Readonly<Record<Exclude<Coding, 'identity'>, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: (bytes) => gzipped(bytes, { level: 9 }),
  br: (bytes) =>
    brotlied(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  zstd: (bytes) => (zstd ? zstd(bytes, ZSTD_LEVEL) : Promise.resolve(bytes)),
};

const BROTLI_QUALITY = 10;
const ZSTD_LEVEL = 19;
