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
  { url, headers, name }: HttpQuestion,
  attempt: HttpAttempt,
  { limits, proxies }: HttpTerms,
): Promise<HttpAnswer> {
  const unreadable = (reason: string, cause?: unknown): Problem => {
    const hint = attempt.isConnecting ? proxies.hintFor(url) : '';
    return new Problem('document_unreadable', `${name}: ${reason}${hint}`, { cause });
  };
  const dispatcher = proxies.dispatcherTo(url, attempt.signal);
  attempt.connects(limits.connectMs, () =>
    unreadable(`could not connect within ${limits.connectMs / 1000} s`),
  );
  try {
    const response = await request(dispatcher, { url, headers, name }, attempt);
    const header = headerOf(response);
    if (response.statusCode !== 200) return { status: response.statusCode, header, bytes: new Uint8Array() };
    return { status: 200, header, bytes: await readBody(name, response.body, header('content-encoding')) };
  } catch (error) {
    attempt.signal.throwIfAborted();
    throw error instanceof Problem ? error : unreadable(reasonOf(error), error);
  } finally {
    attempt.connected();
    await dispatcher.destroy();
  }
}

async function request(
  dispatcher: Dispatcher,
  { url, headers }: HttpQuestion,
  attempt: HttpAttempt,
): Promise<Dispatcher.ResponseData> {
  return dispatcher.compose(onceSent(() => attempt.connected())).request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: {
      'User-Agent': 'roost',
      Accept: 'application/json',
      'Accept-Encoding': CONTENT_CODINGS,
      ...headers,
    },
    signal: attempt.signal,
    // The attempt keeps the time.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

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
