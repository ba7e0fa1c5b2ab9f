import { Problem } from '../../graph/problem.js';
import type { HttpAttempt } from './http-attempt.js';
import { exchange, type HttpAnswer, type HttpTerms } from './http-exchange.js';

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 5;

export interface FollowedQuestion {
  readonly url: URL;
  /** Of each URL on the way its own: what one server may know, another may not. */
  readonly headersFor: (url: URL) => Readonly<Record<string, string>>;
  /** What failures call it, without secrets. */
  readonly name: string;
}

/** An answer that is no redirect, which URL gave it, and what failures call that. */
export interface FollowedAnswer extends HttpAnswer {
  readonly url: URL;
  readonly name: string;
}

/**
 * Asks, and goes where the answer says, five times at most.
 * @throws Problem `document_unreadable`, `document_too_large`, or the reason why the attempt ended
 */
export async function follow(
  { url: start, headersFor, name }: FollowedQuestion,
  attempt: HttpAttempt,
  terms: HttpTerms,
): Promise<FollowedAnswer> {
  let url = start;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const by = url.origin === start.origin ? name : `${name} (redirected to ${url.origin})`;
    const answer = await exchange({ url, headers: headersFor(url), name: by }, attempt, terms);
    if (!REDIRECTS.includes(answer.status)) return { ...answer, url, name: by };
    url = targetOf(answer, url, by);
  }
  throw new Problem('document_unreadable', `${name}: is redirected more than ${MOST_REDIRECTS} times`);
}

function targetOf({ status, header }: HttpAnswer, from: URL, name: string): URL {
  const location = header('location');
  if (location === '' || !URL.canParse(location, from.href)) {
    throw new Problem('document_unreadable', `${name}: answered ${status} without a place to go to`);
  }
  const url = new URL(location, from);
  [url.username, url.password, url.hash] = ['', '', ''];
  if (url.protocol === 'https:' || (url.protocol === 'http:' && from.protocol === 'http:')) return url;
  // Whoever is on the way could change what comes without TLS.
  throw new Problem('document_unreadable', `${name}: is redirected from ${from.protocol} to ${url.protocol}`);
}
