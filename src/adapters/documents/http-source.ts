import { DocumentSource, type SourceDocuments } from '../../application/document-source.js';
import { Problem } from '../../graph/problem.js';
import { MOST_BYTES, sourceDocuments, type NamedBytes } from './source-documents.js';

/** For one document, from the first byte sent to the last received. */
const PATIENCE_MS = 30_000;

/** Another server's documents, at the paths of the reference server. */
export class HttpSource extends DocumentSource {
  constructor(
    private readonly baseUrl: string,
    private readonly names: readonly string[],
  ) {
    super();
  }

  override get url(): string {
    const url = new URL(this.baseUrl);
    [url.username, url.password, url.search] = ['', '', ''];
    return url.href;
  }

  override streams(): Promise<readonly string[]> {
    return Promise.resolve(this.names);
  }

  override async read(stream: string): Promise<SourceDocuments> {
    const [index, updates] = await Promise.all([
      this.#fetch(`prod/streams/${stream}/releases.json`),
      this.#fetch(`updates/${stream}.json`),
    ]);
    return sourceDocuments(stream, { index, updates, profile: null });
  }

  async #fetch(path: string): Promise<NamedBytes> {
    const url = new URL(path, this.baseUrl.replace(/\/*$/, '/'));
    const name = url.origin + url.pathname;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (response.status !== 200)
        throw new Problem('document_unreadable', `${name}: answered ${response.status}`);
      return { name, bytes: await readBounded(name, response) };
    } catch (error) {
      if (error instanceof Problem) throw error;
      const reason =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer';
      throw new Problem('document_unreadable', `${name}: cannot be fetched: ${reason}`, { cause: error });
    }
  }
}

async function readBounded(name: string, response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (!body) return new Uint8Array();
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Problem('document_too_large', `${name}: over ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
