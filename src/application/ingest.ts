import { Injectable } from '@nestjs/common';
import { readDocuments, type Documents } from '../graph/documents.js';
import { lintDocuments } from '../graph/lint.js';
import { Problem, type ProblemKind } from '../graph/problem.js';
import { importedReleases, refreshedReleases, refuseLostReleases } from '../graph/stream.js';
import { Clock } from './clock.js';
import { DocumentSource, type StreamProfile } from './document-source.js';
import { Log, thrown } from './log.js';
import { Snapshots } from './snapshots.js';
import { Sources } from './sources.js';
import { StreamStore, type ChangeNote, type Stream, type StreamContent } from './stream-store.js';

export const INGEST_MODES = ['seed', 'follow'] as const;
/** `seed`: a stream the store lacks is imported once. `follow`: the source is the truth. */
export type IngestMode = (typeof INGEST_MODES)[number];

/** How documents are brought in. */
export abstract class IngestSettings {
  abstract readonly mode: IngestMode;
  /** From the end of one pass to the next. */
  abstract readonly refreshSeconds: number;
}

/**
 * Brings a source's documents into the store: each stream whole or not at all, whatever the others do.
 * What fails is noted in `Sources`, and the last good state stays.
 */
@Injectable()
export class Ingest {
  /** What each stream was last made of, and what came of it. */
  readonly #taken = new Map<string, { readonly digest: string; readonly revision: number }>();
  #sourceFailure = '';

  constructor(
    private readonly source: DocumentSource,
    private readonly settings: IngestSettings,
    private readonly store: StreamStore,
    private readonly snapshots: Snapshots,
    private readonly sources: Sources,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Tries every stream once; never throws. */
  async pass(): Promise<void> {
    for (const name of await this.#names()) await this.tryStream(name);
    await this.#serve();
    if (!this.#sourceFailure) this.sources.finishFirstPass();
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

  /**
   * Takes one stream's documents into the store.
   * @returns the stream as it is now; `null` when the documents are those that were taken last
   * @throws Problem whatever keeps the documents from being taken
   */
  async take(name: string): Promise<Stream | null> {
    const read = await this.source.read(name);
    if (this.#isTaken(name, read.digest)) {
      this.sources.succeeded(name, this.clock.now(), this.sources.statusOf(name).findings);
      return null;
    }
    const { index, updates, profile } = read.parse();
    const documents = readDocuments(index, updates);
    const stream = await this.#change(name, documents, profile);
    this.#taken.set(name, { digest: read.digest, revision: stream.revision });
    this.#noteSuccess(stream, documents);
    return stream;
  }

  async #change(name: string, documents: Documents, profile: StreamProfile | null): Promise<Stream> {
    const decide = (current: Stream, at: number): StreamContent => {
      const { mode } = this.settings;
      // Operators have taken it over: the folder it followed has no say any more.
      if (mode === 'follow' && current.source === 'managed') return current;
      refuseLostReleases(current.releases, documents.releases);
      if (mode === 'seed' && current.source !== 'folder') {
        return { ...current, ...profile, releases: importedReleases(current.releases, documents.releases) };
      }
      const releases = refreshedReleases(current.releases, documents.releases, at);
      return { ...current, ...profile, source: 'folder', releases };
    };
    const { stream } = await this.store.change(name, decide, { ...INGEST_NOTE, create: NEW_STREAM });
    return stream;
  }

  #isTaken(name: string, digest: string): boolean {
    const taken = this.#taken.get(name);
    const revision = this.snapshots.find(name)?.stream.revision;
    return taken?.digest === digest && taken.revision === revision;
  }

  /** Which streams to try, as far as the source can be read. */
  async #names(): Promise<readonly string[]> {
    try {
      const listed = await this.source.streams();
      this.#sourceFailure = '';
      this.sources.unreadable = null;
      const streams = this.snapshots.all().map(({ stream }) => stream);
      const known = streams.map(({ name }) => name);
      this.sources.forgetAllBut([...listed, ...known]);
      if (this.settings.mode === 'seed') return this.#toSeed(listed, known);
      const followed = streams.filter(({ source }) => source === 'folder').map(({ name }) => name);
      return [...new Set([...listed, ...followed])];
    } catch (error) {
      this.#noteSourceFailure(error);
      return [];
    }
  }

  #toSeed(listed: readonly string[], known: readonly string[]): readonly string[] {
    const missing = listed.filter((name) => !known.includes(name));
    // A stream that operators deleted does not come back before the next start.
    return this.sources.firstPassDone
      ? missing.filter((name) => this.sources.statusOf(name).lastError)
      : missing;
  }

  /** Tries one stream; never throws. */
  async tryStream(name: string): Promise<void> {
    try {
      await this.take(name);
    } catch (error) {
      this.#noteFailure(name, error);
    }
  }

  #noteSuccess(stream: Stream, documents: Documents): void {
    const findings = lintDocuments(documents, this.clock.now());
    this.sources.succeeded(stream.name, this.clock.now(), findings);
    const { name, revision, releases } = stream;
    this.log.info('documents taken', {
      stream: name,
      revision,
      releases: releases.length,
      findings: findings.length,
    });
    for (const finding of findings.slice(0, 20)) this.log.warn('finding', { stream: name, ...finding });
  }

  #noteFailure(name: string, error: unknown): void {
    const { kind, message } = describe(error);
    const before = this.sources.statusOf(name).lastError;
    this.sources.failed(name, this.clock.now(), { kind, message });
    // The same failure every half minute is one line, not thousands.
    if (before?.kind === kind && before.message === message) return;
    if (!(error instanceof Problem)) {
      this.log.error('documents not taken', { stream: name, ...thrown(error) });
      return;
    }
    this.log.warn('documents not taken, the last good state stays', {
      stream: name,
      kind,
      message,
      faults: error.faults.slice(0, 20),
    });
  }

  /** The source as a whole is away: every stream that follows it feels it. */
  #noteSourceFailure(error: unknown): void {
    const { kind, message } = describe(error);
    this.sources.unreadable = kind;
    for (const { stream } of this.snapshots.all()) {
      if (stream.source === 'folder') this.sources.failed(stream.name, this.clock.now(), { kind, message });
    }
    if (message !== this.#sourceFailure)
      this.log.error('the source of documents cannot be read', { kind, message });
    this.#sourceFailure = message;
  }
}

const INGEST_NOTE: ChangeNote = {
  actor: 'graph-data',
  role: 'publisher',
  reason: 'documents of the source',
  operations: [{ op: 'import_documents' }],
  requestId: null,
};

const NEW_STREAM: StreamContent = {
  aliases: [],
  description: '',
  state: 'active',
  source: 'seed',
  releases: [],
};

function describe(error: unknown): { readonly kind: ProblemKind; readonly message: string } {
  if (error instanceof Problem) return { kind: error.kind, message: error.value };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}
