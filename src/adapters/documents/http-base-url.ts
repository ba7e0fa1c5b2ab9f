import { Problem } from '../../graph/problem.js';

/** Below which URL a server has its documents, and who we are to it. */
export class HttpBaseUrl {
  readonly #url: URL;
  readonly #authorization: string;

  /** @throws Problem `source_unreadable` */
  constructor(text: string) {
    if (!/^https?:/i.test(text) || !URL.canParse(text)) {
      // What stands there may hold a password, so it is not repeated.
      throw new Problem('source_unreadable', 'expected the URL of a server, as https://host/path');
    }
    const url = new URL(text);
    this.#authorization = basicAuthorization(url);
    [url.username, url.password, url.search, url.hash] = ['', '', '', ''];
    this.#url = url;
  }

  /** Without secrets, as people may see it. */
  get href(): string {
    return this.#url.href;
  }

  urlOf(path: string): URL {
    const url = new URL(this.#url);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
    return url;
  }

  /** What this server alone may know; empty for others. */
  authorizationFor({ origin }: URL): string {
    return origin === this.#url.origin ? this.#authorization : '';
  }
}

function basicAuthorization({ username, password }: URL): string {
  if (username === '' && password === '') return '';
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that nobody encoded is one.
    return text;
  }
}
