import { connect, type Socket } from 'node:net';
import type { Address } from './address.js';
import { AnswerReader } from './answer-reader.js';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

/** Milliseconds until an answer is given up. */
const PATIENCE_MS = 5000;

/** Sends one request on a connection of its own and reads its answer. */
export async function askOnce(address: Address, request: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader();
    const chunks: Buffer[] = [];
    const socket = connect({ ...address });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer within 5 s')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed before the answer was whole')));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (!isWhole(reader, chunk, socket)) return;
      const bytes = Buffer.concat(chunks);
      resolve({
        status: reader.status,
        head: reader.head,
        body: bytes.subarray(bytes.length - reader.length),
      });
      socket.end();
    });
    socket.write(request);
  });
}

function isWhole(reader: AnswerReader, chunk: Buffer, socket: Socket): boolean {
  try {
    return reader.read(chunk);
  } catch (error) {
    socket.destroy(error instanceof Error ? error : new Error(String(error)));
    return false;
  }
}

/** The value of a header; `null` without it. */
export function headerOf({ head }: Answer, name: string): string | null {
  const lines = head.split('\r\n').slice(1);
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}
