import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

type Compress = (bytes: Uint8Array, level: number) => Promise<Buffer>;

/** Compresses at a level from 1 to 22, off the event loop; `null` where this Node.js cannot: before 22.15 and 23.8. */
export const zstd: Compress | null = found('zstdCompress' in zlib ? zlib.zstdCompress : null);

type NodesOwn = (
  bytes: Uint8Array,
  options: { readonly params: Readonly<Record<number, number>> },
  done: (error: Error | null, compressed: Buffer) => void,
) => void;

function found(compress: unknown): Compress | null {
  if (!isNodesOwn(compress)) return null;
  const compressed = promisify(compress);
  return (bytes, level) => compressed(bytes, { params: { [COMPRESSION_LEVEL]: level } });
}

function isNodesOwn(compress: unknown): compress is NodesOwn {
  return typeof compress === 'function';
}

/** `ZSTD_c_compressionLevel`. @see zstd.h */
const COMPRESSION_LEVEL = 100;
