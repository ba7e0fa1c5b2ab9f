import type { ProblemKind } from '../../graph/problem.js';

/** Each kind in a few words, and what to do about it: the page /docs/errors. @see http-api.md 7 */
export const TITLES: Readonly<Record<ProblemKind, readonly [title: string, wayOut: string]>> = {
  missing_params: ['A parameter is missing', 'Add the parameter that the message names.'],
  invalid_params: ['A parameter cannot be understood', 'Correct the parameter that the message names.'],
  invalid_body: [
    'The body has the wrong shape',
    'Correct every field that `errors` names; the explorer shows the shape.',
  ],
  unauthenticated: [
    'No token, or none that is known',
    'Send `Authorization: Bearer <token>`; an admin makes tokens.',
  ],
  forbidden: ['The token may not do this', 'Use a token with the role that the message names.'],
  unknown_stream: [
    'There is no such stream',
    'Ask for one of the streams in the message; a token may be bound to some.',
  ],
  unknown_basearch: ['There is no such graph', 'Ask for one of the basearches in the message.'],
  unknown_version: ['There is no such release', 'See the releases of the stream.'],
  unknown_revision: ['There is no such revision', 'See the revisions of the stream.'],
  not_found: ['There is nothing here', 'See /docs for what there is.'],
  method_not_allowed: ['The path takes other methods', 'Use one of those in the header Allow.'],
  request_timeout: ['The request did not come to its end', 'Send it faster.'],
  already_exists: ['The name is taken', 'Choose another, or change what is there.'],
  needs_confirmation: [
    'Known to have gone wrong before',
    'Read `errors`, `diff` and `exposure`; if it is meant, send it again with `confirm` naming the codes.',
  ],
  invalid_state: ['Not as things stand', 'The message says what stands in the way.'],
  stream_follows_source: ['The stream follows a source', 'Change it at the source, or take the stream over.'],
  idempotency_conflict: [
    'The key was used for something else',
    'Use a new Idempotency-Key for a new request.',
  ],
  stale_revision: [
    'The stream has changed meanwhile',
    'Look at what has changed, then try again with its revision.',
  ],
  body_too_large: ['The body is too large', 'Send less at a time.'],
  unsupported_media_type: ['The body is no JSON', 'Send `Content-Type: application/json`.'],
  invalid_release_data: ['Understood, and refused', 'Correct everything that `errors` names.'],
  too_many_requests: ['Too many wrong tokens', 'Wait a minute; a valid token always passes.'],
  headers_too_large: ['The head of the request is too large', 'Shorten it.'],
  not_ready: ['Not ready yet', 'Ask again soon.'],
  database_unavailable: ['The database does not answer', 'Try again soon; agents are served all the same.'],
  overloaded: ['Too much to do at the moment', 'Try again after as many seconds as Retry-After says.'],
  internal: ['Something broke here', 'It is noted; tell who runs this server the X-Request-Id.'],
  source_unreadable: ['The source cannot be read', 'Look at the log for what keeps it from being read.'],
  document_unreadable: ['A document of the source cannot be read', 'Look at the source, then try again.'],
  document_too_large: ['A document of the source is too large', 'Look at the source.'],
  document_unsettled: ['A document of the source is being written', 'Try again soon.'],
  invalid_json: ['A document is no JSON', 'Correct the document.'],
  invalid_document: ['A document cannot be taken', 'Correct everything that is named.'],
  lost_releases: ['Documents that have lost releases', 'Put the releases back, or accept it.'],
};
