/** Everything a caller or a document can get wrong, and what keeps us from answering. */
export const PROBLEM_KINDS = [
  'missing_params',
  'invalid_params',
  'unknown_stream',
  'unknown_basearch',
  'unknown_version',
  'unknown_revision',
  'not_found',
  // Of operators' requests:
  'invalid_body',
  'unauthenticated',
  'forbidden',
  'already_exists',
  'needs_confirmation',
  'invalid_state',
  'stream_follows_source',
  'idempotency_conflict',
  'stale_revision',
  'body_too_large',
  'unsupported_media_type',
  'invalid_release_data',
  'too_many_requests',
  // Of everybody's:
  'method_not_allowed',
  'request_timeout',
  'headers_too_large',
  'not_ready',
  'database_unavailable',
  'overloaded',
  'internal',
  // Of sources and their documents:
  'source_unreadable',
  'document_unreadable',
  'document_too_large',
  'document_unsettled',
  'invalid_json',
  'invalid_document',
  'lost_releases',
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
  readonly faults: readonly Fault[];
  /** What else a caller is told who may change something. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly kind: ProblemKind,
    /** A sentence that helps, without addresses, stacks or secrets. */
    readonly value: string,
    { faults = [], details = {}, cause }: ProblemMore = {},
  ) {
    super(value, { cause });
    this.faults = faults;
    this.details = details;
  }
}

interface ProblemMore {
  readonly faults?: readonly Fault[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A place as people read it: the document, and where in it. */
export function placeText({ document, path }: { readonly document: string; readonly path: string }): string {
  return `${document}: ${path || '(root)'}`;
}

/** A document that is refused whole, for all that is wrong with it. */
export function invalidDocument(faults: readonly Fault[]): Problem {
  const [first, ...rest] = faults;
  const more = rest.length > 0 ? `, and ${rest.length} more` : '';
  const value = first ? `${placeText(first)}: ${first.message}${more}` : 'the document is wrong';
  return new Problem('invalid_document', value, { faults });
}
