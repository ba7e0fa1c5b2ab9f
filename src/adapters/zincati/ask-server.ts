import {
  lacksScheme,
  remarksOnGraph,
  remarksOnStream,
  type ServerUrls,
} from '../../application/node-config/server-check.js';
import { askJson } from './ask-json.js';
import type { Remark } from '../../application/node-config/remarks.js';

/** For all that is asked, in seconds. */
const PATIENCE_SECONDS = 10;

/** Asks a server as an agent would, and a Roost what it calls the stream. */
export async function askServer(
  urls: ServerUrls,
  stream: string,
  patienceSeconds = PATIENCE_SECONDS,
): Promise<readonly Remark[]> {
  const signal = AbortSignal.timeout(patienceSeconds * 1000);
  const first = await askJson(urls.graph, signal);
  const graph = lacksScheme(first) ? await askJson(urls.ociGraph, signal) : first;
  const remarks = remarksOnGraph(lacksScheme(graph) ? first : graph);
  if ('failure' in graph) return remarks;
  return [...remarks, ...remarksOnStream(stream, await askJson(urls.stream, signal))];
}
