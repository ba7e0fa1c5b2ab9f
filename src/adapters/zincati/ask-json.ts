import type { ServerAnswer } from '../../application/node-config/server-check.js';

/** No graph is larger: agents were seen to take 10 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Asks a server for JSON. Nothing is thrown: what keeps it from answering is its failure. */
export async function askJson(
  url: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<ServerAnswer> {
  try {
    const response = await fetch(url, { signal, headers: { Accept: 'application/json', ...headers } });
    return { status: response.status, body: jsonOf(await readBounded(response)) };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

/** The text of an answer; an overlong one is none that agents could use. */
async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`its answer is over ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
