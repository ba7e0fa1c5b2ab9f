import type { JsonDocument } from '../graph/json-cursor.js';
import type { Steps } from '../graph/steps.js';

/** What a source has of one stream, read but not looked into yet. */
export interface SourceDocuments {
  /** A hash of all that was read: the same hash is the same documents. */
  readonly digest: string;
  /** @throws Problem `invalid_json`, `invalid_document` */
  parse(): ParsedDocuments;
  /** The same with pauses. */
  parseSteps(): Steps<ParsedDocuments>;
}

export interface ParsedDocuments {
  readonly index: JsonDocument;
  readonly updates: JsonDocument;
  /** What the source says of the stream beside the two documents; `null` where it says nothing. */
  readonly profile: StreamProfile | null;
}

export interface StreamProfile {
  readonly aliases: readonly string[];
  readonly description: string;
}

/** Where documents come from: a folder, another server. */
export abstract class DocumentSource {
  /** Where the documents are, for operators only: a folder, a URL without secrets. */
  abstract readonly url: string;

  /**
   * Names of the streams that the source has, readable or not.
   * @throws Problem `source_unreadable`
   */
  abstract streams(): Promise<readonly string[]>;

  /**
   * The documents of one stream, whole.
   * @throws Problem `document_unreadable`, `document_too_large`, `document_unsettled`, `invalid_document`
   */
  abstract read(stream: string): Promise<SourceDocuments>;
}
