import { Injectable } from '@nestjs/common';
import { readDocuments, type Documents } from '../graph/documents.js';
import { Problem } from '../graph/problem.js';
import type { Caller } from './change-writer.js';
import { Changes } from './changes.js';
import { DocumentSource, type StreamProfile } from './document-source.js';
import { Ingest } from './ingest.js';
import { Snapshots } from './snapshots.js';

/** Lets in what the documents of a followed stream were held back for, because an operator says so. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly source: DocumentSource,
    private readonly ingest: Ingest,
    private readonly changes: Changes,
    private readonly snapshots: Snapshots,
  ) {}

  /** @throws Problem whatever keeps the documents from being taken all the same */
  async accept(
    stream: string,
    said: { readonly confirm: readonly string[]; readonly reason: string },
    caller: Caller,
  ): Promise<object> {
    if (this.snapshots.find(stream)?.stream.source !== 'folder') {
      throw new Problem('invalid_state', 'this stream follows no source: there is nothing to accept');
    }
    const { documents, profile } = await this.#read(stream);
    const answer = await this.changes.accept(stream, { ...said, documents, profile }, caller);
    // So that the source counts as well again at once, and not at the next pass only.
    if (!caller.attempt.dryRun) await this.ingest.tryStream(stream);
    return answer;
  }

  async #read(
    stream: string,
  ): Promise<{ readonly documents: Documents; readonly profile: StreamProfile | null }> {
    try {
      const { index, updates, profile } = (await this.source.read(stream)).parse();
      return { documents: readDocuments(index, updates), profile };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const value = `the documents of the source cannot be taken as they are now: ${error.value}`;
      throw new Problem('invalid_state', value, { faults: error.faults });
    }
  }
}
