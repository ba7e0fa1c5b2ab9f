import type { Dispatcher } from 'undici';
import { Problem } from '../../graph/problem.js';
import type { HttpAttempt } from './http-attempt.js';
import { CONTENT_CODINGS, readBody } from './http-body.js';
import type { HttpLimits } from './http-limits.js';
import type { HttpProxies } from './http-proxies.js';
import { reasonOf } from './http-reason.js';

/** What all requests have in common. */
export interface HttpTerms {
  readonly limits: HttpLimits;
  readonly proxies: HttpProxies;
}

export interface HttpQuestion {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What failures call it, without secrets. */
  readonly name: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** The value of a header by its name in lower case; empty where there is none. */
  readonly header: (name: string) => string;
  /** The whole body of a 200, with its content coding undone; nobody reads another's, it is empty. */
  readonly bytes: Uint8Array;
}

/**
 * Asks once, over a connection of its own that is closed at the end.
 * @throws Problem `document_unreadable`, `document_too_large`, or the reason why the attempt ended
 */
export async function exchange(
  question: HttpQuestion,
  attempt: HttpAttempt,
  { limits, proxies }: HttpTerms,
): Promise<HttpAnswer> {
  attempt.signal.throwIfAborted();
  const unreadable = (reason: string, cause?: unknown): Problem => {
    const hint = attempt.isConnecting ? proxies.hintFor(question.url) : '';
    return new Problem('document_unreadable', `${question.name}: ${reason}${hint}`, { cause });
  };
  const late = (): Problem => unreadable(`could not connect within ${limits.connectMs / 1000} s`);
  // Of our own: sockets never leave the signal that they were given, and redirects make many of them.
  const closing = new AbortController();
  const close = (): void => closing.abort();
  attempt.signal.addEventListener('abort', close);
  attempt.connects(limits.connectMs, late);
  const agent = proxies.dispatcherTo(question.url, closing.signal);
  try {
    return await ask(question, agent.compose(onceSent(() => attempt.connected())), closing.signal);
  } catch (error) {
    attempt.signal.throwIfAborted();
    throw error instanceof Problem ? error : unreadable(reasonOf(error), error);
  } finally {
    attempt.connected();
    attempt.signal.removeEventListener('abort', close);
    await agent.destroy();
  }
}

async function ask(
  { url, headers, name }: HttpQuestion,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: { ...WHO_ASKS, ...headers },
    signal,
    // The attempt keeps the time.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const { statusCode: status, body } = response;
  const header = headerOf(response);
  if (status !== 200) return { status, header, bytes: new Uint8Array() };
  return { status, header, bytes: await readBody(name, body, header('content-encoding')) };
}

const WHO_ASKS = {
  'User-Agent': 'roost',
  Accept: 'application/json',
  'Accept-Encoding': CONTENT_CODINGS,
} as const;

/** Tells when a request goes out: from then on there is a connection, all the way. */
function onceSent(sent: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        sent();
        handler.onRequestStart?.(controller, context);
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

function headerOf({ headers }: Dispatcher.ResponseData): HttpAnswer['header'] {
  return (name) => [headers[name] ?? ''].flat().join(', ');
}
