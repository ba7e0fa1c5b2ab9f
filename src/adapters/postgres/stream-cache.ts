import { Injectable } from '@nestjs/common';
import { markOf, type Stream } from '../../application/stream-store.js';

/**
 * Streams as they were read or changed last. A mark of a stream is never made twice, so what has the
 * right one is right; a transaction that may still be undone has nothing to put here.
 */
@Injectable()
export class StreamCache {
  readonly #streams = new Map<string, Stream>();

  /** The stream with that mark, if it is known. */
  at(name: string, mark: string | undefined): Stream | null {
    const stream = this.#streams.get(name);
    return stream && markOf(stream) === mark ? stream : null;
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
