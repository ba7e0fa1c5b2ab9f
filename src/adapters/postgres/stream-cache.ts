import { Injectable } from '@nestjs/common';
import type { Stream } from '../../application/stream-store.js';

/**
 * Streams as they were read or changed last. A revision of a stream is never made twice, so what has the
 * right number is right; a transaction that may still be undone has nothing to put here.
 */
@Injectable()
export class StreamCache {
  readonly #streams = new Map<string, Stream>();

  /** The stream at that revision, if it is known. */
  at(name: string, revision: number): Stream | null {
    const stream = this.#streams.get(name);
    return stream?.revision === revision ? stream : null;
  }

  /** To be called with what is committed. */
  keep(stream: Stream): void {
    this.#streams.set(stream.name, stream);
  }

  forgetAllBut(names: Iterable<string>): void {
    const kept = new Set(names);
    for (const name of this.#streams.keys()) if (!kept.has(name)) this.#streams.delete(name);
  }
}
