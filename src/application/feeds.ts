import type { DocumentSource } from './document-source.js';
import type { SourceKind } from './stream-store.js';

export const INGEST_MODES = ['seed', 'follow'] as const;
/** `seed`: a stream the store lacks is imported once. `follow`: the source is the truth. */
export type IngestMode = (typeof INGEST_MODES)[number];

/** A source of documents, and what its word counts. */
export interface Feed {
  /** What a stream that follows it is marked with. */
  readonly kind: 'folder' | 'mirror';
  readonly mode: IngestMode;
  readonly source: DocumentSource;
}

/** All sources of this instance. A stream that is mirrored is nothing to a folder. */
export class Feeds {
  constructor(
    readonly all: readonly Feed[],
    /** What is mirrored, by name. */
    readonly mirrored: readonly string[] = [],
  ) {}

  /** What a stream of that kind follows; `null` where it follows nothing, or nothing that is set here. */
  of(kind: SourceKind): Feed | null {
    return this.all.find((feed) => feed.kind === kind) ?? null;
  }

  /** Where the documents of a stream would come from that never was complete. */
  kindOf(stream: string): Feed['kind'] {
    return this.mirrored.includes(stream) ? 'mirror' : 'folder';
  }
}

/** How often sources are read, in seconds from the end of one read to the next. */
export abstract class RefreshSettings {
  abstract readonly refreshSeconds: number;
}
