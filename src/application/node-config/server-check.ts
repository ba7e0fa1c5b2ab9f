import { isObject } from '../../graph/json-cursor.js';
import { canonicalBasearch } from '../../graph/model.js';
import { printable } from '../../graph/printable.js';
import type { NodeConfig } from './node-config.js';
import { warning, type Remark } from './remarks.js';
import { fillTemplates } from './server-url.js';

/** Which node asks. */
export interface Asker {
  /** What the images of the node carry. */
  readonly stream: string;
  /** Or a synonym of what agents call it. */
  readonly basearch: string;
}

/** What came of asking a server: an answer, whose body is `null` where it is no JSON, or why there is none. */
export type ServerAnswer = { readonly status: number; readonly body: unknown } | { readonly failure: string };

/** Where an agent would ask, and what a Roost can be asked beside. */
export interface ServerUrls {
  readonly graph: string;
  readonly ociGraph: string;
  readonly stream: string;
}

/** `null` where only the node knows them, by its platform for one. */
export function serverUrls({ baseUrl, group }: NodeConfig, asker: Asker): ServerUrls | null {
  const { stream } = asker;
  const known = { stream, basearch: canonicalBasearch(asker.basearch), group: group ?? 'default' };
  const base = fillTemplates(baseUrl, known);
  if (base.includes('${') || !URL.canParse(base)) return null;
  const graph = new URL('v1/graph', base);
  for (const [name, value] of Object.entries(known)) graph.searchParams.set(name, value);
  const ociGraph = new URL(graph);
  ociGraph.searchParams.set('oci', 'true');
  const streamUrl = new URL(`v1/streams/${encodeURIComponent(stream)}`, base);
  return { graph: graph.href, ociGraph: ociGraph.href, stream: streamUrl.href };
}

/** What is said where there are none. */
export const UNCHECKED = warning(
  'base_url',
  'not checked: with these templates only the node knows where it will ask',
);

/** Whether to ask for the graph of OCI images: the stream is known, and has no checksums for this basearch. */
export function lacksScheme(answer: ServerAnswer): boolean {
  return 'status' in answer && answer.status === 404 && textIn(answer.body, 'kind') === 'unknown_basearch';
}

/** What nodes would find behind the URL. */
export function remarksOnGraph(answer: ServerAnswer): readonly Remark[] {
  if ('failure' in answer)
    return [warning('base_url', `the server could not be asked: ${short(answer.failure)}`)];
  const { status, body } = answer;
  if (status !== 200) {
    const said = textIn(body, 'value') ?? textIn(body, 'kind');
    const words = said === null ? '' : `: ${short(said)}`;
    return [warning('base_url', `the server answers an agent with ${status}${words}`)];
  }
  const nodes = listIn(body, 'nodes');
  if (!nodes || !listIn(body, 'edges')) {
    return [warning('base_url', 'what answers is no update-graph server: nodes would understand nothing')];
  }
  return nodes.length > 0
    ? []
    : [warning('base_url', 'the server knows the stream, but no release of it yet')];
}

/** Whether the name is an alias there. Anything but a Roost has nothing to say to it. */
export function remarksOnStream(stream: string, answer: ServerAnswer): readonly Remark[] {
  const name = 'status' in answer && answer.status === 200 ? textIn(answer.body, 'name') : null;
  return name === null ? [] : remarksOnAlias(stream, name);
}

/** @param name what the stream is called where it is served */
export function remarksOnAlias(stream: string, name: string): readonly Remark[] {
  if (name === stream) return [];
  const rule = 'nodes throw away updates whose images carry the name of another stream than their own';
  return [
    warning(
      null,
      `${stream} is an alias of ${short(name)} there, and ${rule}: its images must carry ${stream}`,
    ),
  ];
}

function textIn(body: unknown, key: string): string | null {
  const value = memberOf(body, key);
  return typeof value === 'string' ? value : null;
}

function listIn(body: unknown, key: string): readonly unknown[] | null {
  const value = memberOf(body, key);
  return Array.isArray(value) ? value : null;
}

function memberOf(body: unknown, key: string): unknown {
  return isObject(body) ? body[key] : undefined;
}

const MOST = 300;

/** Another server's words, fit for a terminal. */
function short(text: string): string {
  const line = printable(text);
  return line.length <= MOST ? line : `${line.slice(0, MOST)}…`;
}
