import { readDocuments, type Documents } from '../graph/documents.js';
import { lintDocuments } from '../graph/lint.js';
import { Problem, type ProblemKind } from '../graph/problem.js';
import { replaceByDocuments } from '../graph/stream.js';
import type { Clock } from './clock.js';
import type { DocumentSource, SourceDocuments } from './document-source.js';
import { thrown, type Log } from './log.js';
import type { Snapshots } from './snapshots.js';
import type { Sources } from './sources.js';
import type { ChangeNote, Stream, StreamContent, StreamStore } from './stream-store.js';

export const INGEST_MODES = ['seed', 'follow'] as const;
/** `seed`: a stream the store lacks is imported once. `follow`: the source is the truth. */
export type IngestMode = (typeof INGEST_MODES)[number];

export interface IngestParts {
  readonly source: DocumentSource;
  readonly mode: IngestMode;
  readonly store: StreamStore;
  readonly snapshots: Snapshots;
  readonly sources: Sources;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Brings a source's documents into the store: each stream whole or not at all, whatever the others do.
 * What fails is noted in `Sources`, and the last good state stays.
 */
export class Ingest {
  /** Of the documents that each stream was last made of. */
  readonly #digests = new Map<string, string>();
  #sourceFailure = '';

  constructor(private readonly parts: IngestParts) {}

  /** Tries every stream once; never throws. */
  async pass(): Promise<void> {
    const { sources } = this.parts;
    for (const name of await this.#names()) await this.#tryStream(name);
    if (!this.#sourceFailure) sources.finishFirstPass();
  }

  /**
   * Takes one stream's documents.
   * @returns the stream as it is now; `null` when the documents are those that were taken last
   * @throws Problem whatever keeps the documents from being taken
   */
  async take(name: string): Promise<Stream | null> {
    const { source, sources, clock } = this.parts;
    const read = await source.read(name);
    if (this.#digests.get(name) === read.digest) {
      sources.succeeded(name, clock.now(), sources.statusOf(name).findings);
      return null;
    }
    const documents = readDocuments(read.index, read.updates);
    const stream = await this.#change(name, read, documents);
    this.#digests.set(name, read.digest);
    this.#noteSuccess(stream, documents);
    return stream;
  }

  async #change(name: string, read: SourceDocuments, documents: Documents): Promise<Stream> {
    const { store, snapshots, mode } = this.parts;
    const decide = (current: Stream): StreamContent => {
      // Operators have taken it over: the folder it followed has no say any more.
      if (mode === 'follow' && current.source === 'managed') return current;
      const source = mode === 'follow' ? 'folder' : current.source;
      const releases = replaceByDocuments(current.releases, documents.releases);
      return { ...current, ...read.profile, source, releases };
    };
    const { stream } = await store.change(name, decide, { ...INGEST_NOTE, create: NEW_STREAM });
    await snapshots.refresh();
    return stream;
  }

  async #names(): Promise<readonly string[]> {
    const { source, snapshots, sources, mode } = this.parts;
    const followed = snapshots.all().filter(({ stream }) => stream.source === 'folder');
    const failing = [...sources.all()].filter(([, status]) => status.lastError).map(([name]) => name);
    const known = new Set(snapshots.all().map(({ stream }) => stream.name));
    try {
      const listed = await source.streams();
      this.#sourceFailure = '';
      sources.unreadable = null;
      if (mode === 'follow') return [...new Set([...listed, ...followed.map(({ stream }) => stream.name)])];
      // A stream that operators deleted does not come back before the next start.
      return (sources.firstPassDone ? failing : listed).filter((name) => !known.has(name));
    } catch (error) {
      this.#noteSourceFailure(error);
      return [];
    }
  }

  async #tryStream(name: string): Promise<void> {
    try {
      await this.take(name);
    } catch (error) {
      this.#noteFailure(name, error);
    }
  }

  #noteSuccess(stream: Stream, documents: Documents): void {
    const { sources, clock, log } = this.parts;
    const findings = lintDocuments(documents);
    sources.succeeded(stream.name, clock.now(), findings);
    const { name, revision, releases } = stream;
    log.info('documents taken', {
      stream: name,
      revision,
      releases: releases.length,
      findings: findings.length,
    });
    for (const finding of findings.slice(0, 20)) log.warn('finding', { stream: name, ...finding });
  }

  #noteFailure(name: string, error: unknown): void {
    const { sources, clock, log } = this.parts;
    const { kind, message } = describe(error);
    const before = sources.statusOf(name).lastError;
    sources.failed(name, clock.now(), { kind, message });
    // The same failure every half minute is one line, not thousands.
    if (before?.kind === kind && before.message === message) return;
    if (!(error instanceof Problem)) {
      log.error('documents not taken', { stream: name, ...thrown(error) });
      return;
    }
    log.warn('documents not taken, the last good state stays', {
      stream: name,
      kind,
      message,
      faults: error.faults.slice(0, 20),
    });
  }

  /** The source as a whole is away: every stream that follows it feels it. */
  #noteSourceFailure(error: unknown): void {
    const { snapshots, sources, clock, log } = this.parts;
    const { kind, message } = describe(error);
    sources.unreadable = kind;
    for (const { stream } of snapshots.all()) {
      if (stream.source === 'folder') sources.failed(stream.name, clock.now(), { kind, message });
    }
    if (message !== this.#sourceFailure)
      log.error('the source of documents cannot be read', { kind, message });
    this.#sourceFailure = message;
  }
}

const INGEST_NOTE: ChangeNote = {
  actor: 'graph-data',
  role: 'publisher',
  reason: 'documents of the source',
  operations: [{ op: 'import_documents' }],
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
