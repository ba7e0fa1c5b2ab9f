import { Injectable } from '@nestjs/common';
import { documentSteps, type Documents } from '../graph/documents.js';
import { importSteps, refreshSteps, refuseLostReleases } from '../graph/stream.js';
import type { Steps } from '../graph/steps.js';
import type { StreamProfile } from './document-source.js';
import { Feeds, type Feed } from './feeds.js';
import { IngestNotes } from './ingest-notes.js';
import { Log, thrown } from './log.js';
import { inSlices } from './slices.js';
import { Snapshots } from './snapshots.js';
import { Sources } from './sources.js';
import {
  isFollowing,
  markOf,
  StreamStore,
  type ChangeNote,
  type Stream,
  type StreamContent,
} from './stream-store.js';

/**
 * Brings documents into the store: each stream whole or not at all, whatever the others do. What fails is
 * noted in `Sources`, and the last good state stays.
 */
@Injectable()
export class Ingest {
  /** What each stream was last made of, and what came of it. */
  readonly #taken = new Map<string, { readonly digest: string; readonly mark: string }>();
  /** What operators manage, as far as it was said that the source has no say. */
  readonly #leftAlone = new Set<string>();

  constructor(
    private readonly feeds: Feeds,
    private readonly store: StreamStore,
    private readonly snapshots: Snapshots,
    private readonly sources: Sources,
    private readonly notes: IngestNotes,
    private readonly log: Log,
  ) {}

  /**
   * Tries every stream of a source once, one after the other; never throws.
   * @param signal ends the pass early
   * @returns whether the source said which streams it has
   */
  async pass(feed: Feed, signal?: AbortSignal): Promise<boolean> {
    const names = await this.#names(feed);
    for (const name of names ?? []) if (!signal?.aborted) await this.#try(feed, name, signal);
    await this.#serve();
    return names !== null;
  }

  /**
   * Tries one stream, and has it served; never throws.
   * @param signal from then on nothing that was read before counts
   * @returns whether the documents are as they should be
   */
  async tryStream(feed: Feed, name: string, signal?: AbortSignal): Promise<boolean> {
    const isTaken = await this.#try(feed, name, signal);
    await this.#serve();
    return isTaken;
  }

  /**
   * Takes one stream's documents into the store.
   * @returns the stream as it is now; `null` when the documents are those that were taken last, or have no say
   * @throws Problem whatever keeps the documents from being taken
   */
  async take(feed: Feed, name: string, signal?: AbortSignal): Promise<Stream | null> {
    if (this.#isNotOurs(feed, name)) {
      await this.#leaveAlone(feed, name);
      return null;
    }
    this.#leftAlone.delete(name);
    const read = await feed.source.read(name);
    signal?.throwIfAborted();
    if (this.#isTaken(name, read.digest)) {
      this.notes.unchanged(name);
      return null;
    }
    const { index, updates, profile } = await inSlices(read.parseSteps());
    const documents = await inSlices(documentSteps(index, updates));
    const decide = async (current: Stream, at: number): Promise<StreamContent> => {
      const content = await inSlices(contentSteps(feed, current, { documents, profile, at }));
      signal?.throwIfAborted();
      return content;
    };
    const { stream } = await this.store.change(name, decide, { ...noteOf(feed), create: NEW_STREAM });
    this.#taken.set(name, { digest: read.digest, mark: markOf(stream) });
    await this.notes.taken(stream, documents);
    return stream;
  }

  /** There is no folder here any more, whatever was noted of it. */
  async forgetFolder(): Promise<void> {
    await this.notes.readable();
    await this.notes.forgetAllBut(this.feeds.mirrored);
  }

  async #try(feed: Feed, name: string, signal?: AbortSignal): Promise<boolean> {
    const begin = performance.now();
    try {
      await this.take(feed, name, signal);
    } catch (error) {
      if (signal?.aborted) return false;
      this.notes.failed(name, error);
    }
    this.sources.took((performance.now() - begin) / 1000);
    await this.notes.share(name);
    return this.sources.statusOf(name).lastError === null;
  }

  /** Has what was taken served, all of it at once: for hundreds of streams that is twice as fast. */
  async #serve(): Promise<void> {
    try {
      await this.snapshots.refresh();
    } catch (error) {
      // Whoever looks for changes in the store comes across it too, and says so louder.
      this.log.warn('what was taken is served as soon as the database answers', thrown(error));
    }
  }

  #isTaken(name: string, digest: string): boolean {
    const taken = this.#taken.get(name);
    const stream = this.snapshots.find(name)?.stream;
    // A failover can lose a commit and count its revision again: then it is not the one that was made of the documents.
    return stream !== undefined && taken?.digest === digest && taken.mark === markOf(stream);
  }

  /** Which streams to try; `null` when the source cannot be read. */
  async #names(feed: Feed): Promise<readonly string[] | null> {
    try {
      const named = await feed.source.streams();
      await this.notes.readable();
      const listed = named.filter((name) => !this.feeds.mirrored.includes(name));
      const followed = [...new Set([...listed, ...this.#followers(feed)])];
      // What nobody tries any more is nothing to wait for.
      await this.notes.forgetAllBut([...followed, ...this.feeds.mirrored]);
      return feed.mode === 'seed' ? await this.#toSeed(listed, this.snapshots.names()) : followed;
    } catch (error) {
      await this.notes.unreadable(error, this.#followers(feed));
      return null;
    }
  }

  #followers({ kind }: Feed): readonly string[] {
    const followers = this.snapshots.all().filter(({ stream }) => stream.source === kind);
    return followers.map(({ stream }) => stream.name).filter((name) => !this.feeds.mirrored.includes(name));
  }

  async #toSeed(listed: readonly string[], known: readonly string[]): Promise<readonly string[]> {
    // Made by operators meanwhile: that it could not be imported is nothing to worry about.
    for (const name of listed) {
      if (known.includes(name) && this.sources.statusOf(name).lastError) await this.notes.notTried(name);
    }
    const missing = listed.filter((name) => !known.includes(name));
    // A stream that operators deleted does not come back before the next start.
    return this.sources.firstPassDone
      ? missing.filter((name) => this.sources.statusOf(name).lastError)
      : missing;
  }

  /** Operators have taken it over: nobody need ask what the source has of it. */
  #isNotOurs({ mode }: Feed, name: string): boolean {
    const stream = this.snapshots.find(name)?.stream;
    // By its name only: a name that is an alias here cannot be followed, which is to be seen.
    return mode === 'follow' && stream?.name === name && stream.source === 'managed';
  }

  async #leaveAlone({ kind }: Feed, name: string): Promise<void> {
    if (!this.#leftAlone.has(name)) {
      this.log.warn('operators manage this stream: its source has no say', { stream: name, source: kind });
    }
    this.#leftAlone.add(name);
    await this.notes.notTried(name);
  }
}

/** What a source says, and when. */
interface Said {
  readonly documents: Documents;
  readonly profile: StreamProfile | null;
  /** By the store's clock: seconds since the Unix epoch, UTC. */
  readonly at: number;
}

/** What a stream is to be with the documents of a source. */
function* contentSteps(
  { kind, mode }: Feed,
  current: Stream,
  { documents, profile, at }: Said,
): Steps<StreamContent> {
  // Operators have taken it over: the source that it followed has no say any more.
  if (mode === 'follow' && current.source === 'managed') return current;
  refuseLostReleases(current.releases, documents.releases);
  if (mode === 'seed' && !isFollowing(current)) {
    return { ...current, ...profile, releases: yield* importSteps(current.releases, documents.releases) };
  }
  const source = mode === 'follow' ? kind : current.source;
  return {
    ...{ ...current, ...profile, source },
    releases: yield* refreshSteps(current.releases, documents.releases, at),
  };
}

function noteOf({ kind }: Feed): ChangeNote {
  const actor = kind === 'mirror' ? 'mirror' : 'graph-data';
  const operations = [{ op: 'import_documents' }];
  return { actor, role: 'publisher', reason: 'documents of the source', operations, requestId: null };
}

const NEW_STREAM: StreamContent = {
  aliases: [],
  description: '',
  state: 'active',
  source: 'seed',
  releases: [],
};
