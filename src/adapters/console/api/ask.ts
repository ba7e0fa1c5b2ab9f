import { learnTime } from '../state/clock.js';
import { language } from '../state/language.js';
import { TAGS } from '../texts/languages.js';
import { session } from '../state/session.js';
import { problemIn, unreachable, type ApiProblem } from './api-problem.js';
import type { Operations } from './schema.js';

/** An operation of the API, as openapi.json has it: `GET /v1/streams/{stream}`. */
export type OperationName = keyof Operations;
export type AnswerTo<O extends OperationName> = Operations[O]['answer'];

/** What is asked: by the names that stand in openapi.json, so that nothing else can be. */
export interface Question<O extends OperationName> {
  readonly path: Operations[O]['path'];
  readonly query?: Operations[O]['query'];
  readonly body?: Operations[O]['body'];
}

/** What goes along in the head. */
export interface Terms {
  /** The revision that was seen: another one is refused as `stale_revision`. */
  readonly ifRevision?: number | undefined;
  /** The same request with the same key is done once. */
  readonly key?: string;
  /** The ETag of what one has. */
  readonly unlessTagged?: string | null;
  /** Who asks, where that is not who is signed in: a token that is not known yet. */
  readonly token?: string;
}

export interface Answer<O extends OperationName> {
  /** `null`: what one has is still so. */
  readonly body: AnswerTo<O> | null;
  readonly etag: string | null;
}

const PATIENCE_MS = 45_000;
const PROMPT_MS = 2000;

/** Asks the API something that always has an answer. @throws ApiProblem */
export async function ask<O extends OperationName>(
  name: O,
  question: Question<O>,
  terms: Terms = {},
): Promise<AnswerTo<O>> {
  const { body } = await askAgain(name, question, terms);
  if (body === null) throw unreachable('an empty answer');
  return body;
}

/** The same for who may have the answer already. @throws ApiProblem */
export async function askAgain<O extends OperationName>(
  name: O,
  question: Question<O>,
  terms: Terms = {},
): Promise<Answer<O>> {
  const token = terms.token ?? session.value.token;
  const start = performance.now();
  const response = await exchange(name, question, { ...terms, token });
  // The time of an answer that took long is over.
  if (performance.now() - start < PROMPT_MS) learnTime(response.headers.get('Date'));
  const etag = response.headers.get('ETag');
  if (response.status === 304) return { body: null, etag };
  const text = await textOf(response);
  if (!response.ok) throw refused(response, text, token);
  return { body: parsed<O>(text), etag };
}

/** One page of a list, as it came, and the header that says where the next one is. @throws ApiProblem */
export async function downloadPage(path: string, accept: string): Promise<DownloadedPage> {
  const { token } = session.value;
  const response = await reach(path, { headers: { ...whoAsks(token), Accept: accept } });
  const text = await textOf(response);
  if (!response.ok) throw refused(response, text, token);
  return { text, link: response.headers.get('Link') };
}

export interface DownloadedPage {
  readonly text: string;
  readonly link: string | null;
}

/** The address of an operation, with its names and its query put in. */
export function addressOf<O extends OperationName>(name: O, { path, query }: Question<O>): string {
  const [, template = ''] = name.split(' ');
  const names = new Map<string, string | number>(Object.entries(path));
  const address = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(names.get(key) ?? ''),
  );
  const asked = new Map<string, string | number | undefined>(Object.entries(query ?? {}));
  const pairs = [...asked].flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return pairs.length === 0 ? address : `${address}?${new URLSearchParams(pairs).toString()}`;
}

interface SentTerms extends Omit<Terms, 'token'> {
  readonly token: string | null;
}

function exchange<O extends OperationName>(
  name: O,
  question: Question<O>,
  terms: SentTerms,
): Promise<Response> {
  const [method = 'GET'] = name.split(' ');
  const headers: Record<string, string> = { Accept: 'application/json', ...whoAsks(terms.token) };
  if (terms.ifRevision !== undefined) headers['If-Match'] = `"${terms.ifRevision}"`;
  if (terms.key !== undefined) headers['Idempotency-Key'] = terms.key;
  if (terms.unlessTagged) headers['If-None-Match'] = terms.unlessTagged;
  const { body } = question;
  if (body === undefined || body === null) return reach(addressOf(name, question), { method, headers });
  headers['Content-Type'] = 'application/json';
  return reach(addressOf(name, question), { method, headers, body: JSON.stringify(body) });
}

function whoAsks(token: string | null): Record<string, string> {
  const spoken = { 'Accept-Language': TAGS[language.value] };
  return token === null ? spoken : { ...spoken, Authorization: `Bearer ${token}` };
}

/** Nothing is kept by the browser: what it has is compared by its tag. */
async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await fetch(address, { ...init, cache: 'no-store', credentials: 'omit', signal });
  } catch (error) {
    throw unreachable(error instanceof Error ? error.message : String(error));
  }
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw unreachable(error instanceof Error ? error.message : String(error));
  }
}

/** A token that the server takes no more is told of once, wherever it was noticed; one that was given up is nobody's. */
function refused(response: Response, text: string, token: string | null): ApiProblem {
  const problem = problemIn(response.status, text, response.headers.get('Retry-After'));
  if (problem.kind === 'unauthenticated' && token !== null && session.value.token === token) {
    session.set({ ...session.value, isRefused: true });
  }
  return problem;
}

function parsed<O extends OperationName>(text: string): AnswerTo<O> {
  // What the server says is what openapi.json says of it: the tests of the server see to that.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return
  return JSON.parse(text);
}
