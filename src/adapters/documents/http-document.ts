import { Problem } from '../../graph/problem.js';
import type { HttpAttempt } from './http-attempt.js';
import type { HttpBaseUrl } from './http-base-url.js';
import type { HttpTerms } from './http-exchange.js';
import { hedged } from './http-hedge.js';
import { follow, type FollowedAnswer } from './http-redirects.js';
import { conditionsOf, validatorsOf, type Validators } from './http-validators.js';
import type { NamedBytes } from './source-documents.js';

/** A document of another server, asked for again and again: its bytes only come when they have changed. */
export class HttpDocument {
  /** Of the last answer that was whole. */
  #kept: Kept | null = null;
  #isExtended = false;
  readonly #url: URL;

  constructor(
    private readonly base: HttpBaseUrl,
    path: string,
    private readonly terms: HttpTerms,
  ) {
    this.#url = base.urlOf(path);
  }

  /**
   * The whole document as it is now.
   * @throws Problem `document_unreadable`, `document_too_large`
   */
  async read(signal: AbortSignal): Promise<NamedBytes> {
    const { limits } = this.terms;
    const name = this.#url.href;
    const late = (): Problem => unreadable(name, `did not come whole within ${limits.documentMs / 1000} s`);
    const kept = await hedged({ once: (attempt) => this.#ask(attempt), limits, late, signal });
    this.#kept = kept;
    return { name, bytes: kept.bytes };
  }

  /** The next answer comes with its bytes. For what turned out to be no good: a validator would keep it for ever. */
  forget(): void {
    this.#kept = null;
  }

  /** Another Roost says more when it is asked to; a server that minds the query is asked without it. */
  async #ask(attempt: HttpAttempt): Promise<Kept> {
    const extended = new URL(this.#url);
    extended.search = '?extended=true';
    const kept = this.#kept;
    const answer = await this.#follow(extended, kept, attempt);
    if (answer.status < 400) this.#isExtended = true;
    // Who has once said more is not taken at less: limited sections would be everybody's.
    const isRefused = !this.#isExtended && REFUSALS.includes(answer.status);
    return this.#accept(isRefused ? await this.#follow(this.#url, kept, attempt) : answer, kept);
  }

  #follow(url: URL, kept: Kept | null, attempt: HttpAttempt): Promise<FollowedAnswer> {
    const headersFor = (hop: URL): Readonly<Record<string, string>> => {
      const authorization = this.base.authorizationFor(hop);
      return {
        ...(authorization && { Authorization: authorization }),
        ...(kept?.from === hop.href && conditionsOf(kept.validators)),
      };
    };
    return follow({ url, headersFor, name: this.#url.href }, attempt, this.terms);
  }

  #accept({ url, name, status, header, bytes }: FollowedAnswer, kept: Kept | null): Kept {
    if (status === 200) return { from: url.href, validators: validatorsOf(header), bytes };
    if (status !== 304) throw unreadable(name, `answered ${status}`);
    if (kept?.from === url.href && conditionsOf(kept.validators)) return kept;
    throw unreadable(name, 'answered 304, as if we had asked for changes only');
  }
}

/** What a server says that does not expect a query; others pass. */
const REFUSALS: readonly number[] = [400, 403, 404, 405, 414];

function unreadable(name: string, reason: string): Problem {
  return new Problem('document_unreadable', `${name}: ${reason}`);
}

/** Bytes, with what asks for changes to them, and where. */
interface Kept {
  readonly from: string;
  readonly validators: Validators;
  readonly bytes: Uint8Array;
}
