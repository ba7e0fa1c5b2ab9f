import { Injectable } from '@nestjs/common';
import { readDocuments } from '../graph/documents.js';
import { Changes, type Caller } from './changes.js';
import { DocumentSource } from './document-source.js';
import { Ingest } from './ingest.js';

/** Lets in what the documents of a followed stream were held back for, because an operator says so. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly source: DocumentSource,
    private readonly ingest: Ingest,
    private readonly changes: Changes,
  ) {}

  /** @throws Problem whatever keeps the documents from being taken all the same */
  async accept(
    stream: string,
    said: { readonly confirm: readonly string[]; readonly reason: string },
    caller: Caller,
  ): Promise<object> {
    const { index, updates, profile } = (await this.source.read(stream)).parse();
    const documents = readDocuments(index, updates);
    const answer = await this.changes.accept(stream, { ...said, documents, profile }, caller);
    // So that the source counts as well again at once, and not at the next pass only.
    if (!caller.attempt.dryRun) await this.ingest.tryStream(stream);
    return answer;
  }
}
