import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Problem } from '../../graph/problem.js';
import { MOST_BYTES } from './source-documents.js';

/** For Accept-Encoding: what `readBody` understands. */
export const CONTENT_CODINGS = 'gzip, deflate, br';

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ['', () => new PassThrough()],
  ['identity', () => new PassThrough()],
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
]);

/**
 * Reads a body to its end and undoes its content coding, counting all the while: what swells is cut off early.
 * @throws Problem `document_too_large`, `document_unreadable`
 */
export async function readBody(name: string, body: Readable, coding: string): Promise<Uint8Array> {
  const decoder = DECODERS.get(coding.toLowerCase())?.();
  if (!decoder) {
    throw new Problem('document_unreadable', `${name}: came in the content coding ${JSON.stringify(coding)}`);
  }
  const chunks: Uint8Array[] = [];
  const bounded = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => atMost(name, source);
  // Before it is decoded, too: a compressed body can go on for ever and hold nothing.
  await pipeline(body, bounded, decoder, bounded, async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of source) chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

async function* atMost(name: string, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Problem('document_too_large', `${name}: over ${MOST_BYTES} bytes`);
    yield chunk;
  }
}
