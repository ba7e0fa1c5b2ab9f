/** Everything a caller or a document can get wrong, and what keeps us from answering. */
export const PROBLEM_KINDS = [
  'missing_params',
  'invalid_params',
  'unknown_stream',
  'unknown_basearch',
  'not_found',
  'method_not_allowed',
  'request_timeout',
  'body_too_large',
  'headers_too_large',
  'not_ready',
  'database_unavailable',
  'internal',
  // Of sources and their documents:
  'source_unreadable',
  'document_unreadable',
  'document_too_large',
  'document_unsettled',
  'invalid_json',
  'invalid_document',
  'lost_releases',
  'alias_in_use',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** One thing wrong at one place of a document. */
export interface Fault {
  readonly code: string;
  /** Which of the documents: a file's name where it is one. */
  readonly document: string;
  /** JSON Pointer into that document. */
  readonly path: string;
  /** What is wrong, what was expected, the way out. */
  readonly message: string;
}

/** The caller's or the document's doing. Anything else that is thrown is a bug or an outage. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly kind: ProblemKind,
    /** A sentence that helps, without addresses, stacks or secrets. */
    readonly value: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(value);
  }
}
