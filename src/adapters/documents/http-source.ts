import { DocumentSource, type SourceDocuments } from '../../application/document-source.js';
import { atOnce } from '../../graph/steps.js';
import { isName, NAME_RULE } from '../../graph/model.js';
import { Problem } from '../../graph/problem.js';
import { HttpBaseUrl } from './http-base-url.js';
import { HttpDocument } from './http-document.js';
import type { HttpTerms } from './http-exchange.js';
import { HTTP_LIMITS, type HttpLimits } from './http-limits.js';
import { HttpProxies, type ProxySettings } from './http-proxies.js';
import { indexedDocuments, type NamedBytes } from './source-documents.js';

export interface HttpSettings {
  readonly proxies?: ProxySettings;
  readonly limits?: HttpLimits;
}

/**
 * Another server's documents, at the paths of the reference server. Those of the streams it is made for are
 * kept, and only what has changed is sent again.
 */
export class HttpSource extends DocumentSource {
  readonly #base: HttpBaseUrl;
  readonly #terms: HttpTerms;
  readonly #kept = new Map<string, StreamDocuments>();

  /**
   * @param baseUrl with a path if need be, and credentials, which go to that server only
   * @throws Problem `source_unreadable` for a URL that is none, of the server or a proxy
   */
  constructor(
    baseUrl: string,
    private readonly names: readonly string[],
    { proxies = {}, limits = HTTP_LIMITS }: HttpSettings = {},
  ) {
    super();
    this.#base = new HttpBaseUrl(baseUrl);
    this.#terms = { limits, proxies: new HttpProxies(proxies) };
  }

  override get url(): string {
    return this.#base.href;
  }

  override streams(): Promise<readonly string[]> {
    return Promise.resolve(this.names);
  }

  override async read(stream: string): Promise<SourceDocuments> {
    if (!isName(stream)) throw new Problem('invalid_document', `${JSON.stringify(stream)}: ${NAME_RULE}`);
    const documents = this.#documentsOf(stream);
    const [index, updates] = await readBoth(documents);
    const read = indexedDocuments(stream, { index, updates });
    const parseSteps = () => parsedOrForgotten(read, documents);
    return { ...read, parse: () => atOnce(parseSteps()), parseSteps };
  }

  #documentsOf(stream: string): StreamDocuments {
    const documents = this.#kept.get(stream) ?? {
      index: new HttpDocument(this.#base, `prod/streams/${stream}/releases.json`, this.#terms),
      updates: new HttpDocument(this.#base, `updates/${stream}.json`, this.#terms),
    };
    if (this.names.includes(stream)) this.#kept.set(stream, documents);
    return documents;
  }
}

interface StreamDocuments {
  readonly index: HttpDocument;
  readonly updates: HttpDocument;
}

/** Both at once. Where both fail, the release index has the word, whichever was first: so that it is always the same. */
async function readBoth({ index, updates }: StreamDocuments): Promise<readonly [NamedBytes, NamedBytes]> {
  const stop = new AbortController();
  const second = updates.read(stop.signal);
  const secondEnded = Promise.allSettled([second]);
  try {
    return [await index.read(stop.signal), await second];
  } catch (error) {
    stop.abort(error);
    await secondEnded;
    throw error;
  }
}

function* parsedOrForgotten(
  read: SourceDocuments,
  { index, updates }: StreamDocuments,
): ReturnType<SourceDocuments['parseSteps']> {
  try {
    return yield* read.parseSteps();
  } catch (error) {
    for (const document of [index, updates]) document.forget();
    throw error;
  }
}
