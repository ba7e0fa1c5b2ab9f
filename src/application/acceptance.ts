import { Injectable } from '@nestjs/common';
import { documentSteps, type Documents } from '../graph/documents.js';
import { Problem } from '../graph/problem.js';
import type { Caller } from './change-writer.js';
import { Changes } from './changes.js';
import type { StreamProfile } from './document-source.js';
import { Feeds, type Feed } from './feeds.js';
import { Ingest } from './ingest.js';
import { inSlices } from './slices.js';
import { Snapshots } from './snapshots.js';
import { isFollowing } from './stream-store.js';

/** Lets in what the documents of a followed stream were held back for, because an operator says so. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly feeds: Feeds,
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
    const feed = this.#feedOf(stream);
    const { documents, profile } = await this.#read(feed, stream);
    const answer = await this.changes.accept(stream, { ...said, documents, profile }, caller);
    // So that the source counts as well again at once, and not at the next pass only.
    if (!caller.attempt.dryRun) await this.ingest.tryStream(feed, stream);
    return answer;
  }

  #feedOf(name: string): Feed {
    const stream = this.snapshots.find(name)?.stream;
    if (!stream || !isFollowing(stream)) {
      throw new Problem('invalid_state', 'this stream follows no source: there is nothing to accept');
    }
    const feed = this.feeds.of(stream.source);
    if (feed) return feed;
    throw new Problem('invalid_state', 'the source of this stream is not set here any more: take it over');
  }

  async #read(
    { source }: Feed,
    stream: string,
  ): Promise<{ readonly documents: Documents; readonly profile: StreamProfile | null }> {
    try {
      const read = await source.read(stream);
      const { index, updates, profile } = await inSlices(read.parseSteps());
      return { documents: await inSlices(documentSteps(index, updates)), profile };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const value = `the documents of the source cannot be taken as they are now: ${error.value}`;
      throw new Problem('invalid_state', value, { faults: error.faults });
    }
  }
}
