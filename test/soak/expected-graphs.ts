import { isDeepStrictEqual } from 'node:util';
import { naiveEdgesOf, naiveHides, naiveNodes, type NaiveNode } from '../graph/naive.js';
import type { Content, Scope } from './content.js';
import { releaseIndex, updatesMetadata } from './documents.js';

/** Who asks for a graph, and when. */
export interface Asked {
  readonly scope: Scope;
  readonly wariness: number;
  /** When the request went out and the answer was there, in milliseconds since the Unix epoch. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** The clock of the server is read somewhere between the two, as whole seconds; and this much beside. */
const CLOCK_SECONDS = 1;

/** Whether a body is the graph of this content, to anybody who asks so. */
export function isGraphOf(content: Content, asked: Asked, body: string): boolean {
  return expectedGraphs(content, asked).some((expected) => isSameGraph(expected, body));
}

/** The graphs that are right: mostly one, or two where a rollout comes past a wariness just then. */
export function expectedGraphs(
  content: Content,
  { scope, wariness, sentAt, receivedAt }: Asked,
): readonly string[] {
  const whole = wholeGraph(content, scope);
  const first = Math.floor(sentAt / 1000) - CLOCK_SECONDS;
  const last = Math.floor(receivedAt / 1000) + CLOCK_SECONDS;
  const hidden = new Set<string>();
  for (let at = first; at <= last; at++) hidden.add(hiddenAt(whole, wariness, at));
  return [...hidden].map((one) => textWithout(whole, one));
}

/** The order of keys says nothing. */
function isSameGraph(expected: string, body: string): boolean {
  if (expected === body) return true;
  try {
    return isDeepStrictEqual(JSON.parse(expected), JSON.parse(body));
  } catch {
    // What is no JSON is no graph.
    return false;
  }
}

interface WholeGraph {
  readonly nodes: readonly NaiveNode[];
  readonly edges: readonly (readonly [number, number])[];
  readonly head: string;
  /** By the nodes that are hidden. */
  readonly texts: Map<string, string>;
}

/** Made once for each content: clients ask for it many times. */
const WHOLE = new WeakMap<Content, Map<Scope, WholeGraph>>();

function wholeGraph(content: Content, scope: Scope): WholeGraph {
  const scopes = WHOLE.get(content) ?? new Map<Scope, WholeGraph>();
  WHOLE.set(content, scopes);
  const known = scopes.get(scope);
  if (known) return known;
  const nodes = naiveNodes(releaseIndex('', content), updatesMetadata('', content), scope);
  const head = `{"nodes":${JSON.stringify(nodes)},"edges":`;
  const made = { nodes, edges: naiveEdgesOf(nodes), head, texts: new Map<string, string>() };
  scopes.set(scope, made);
  return made;
}

function hiddenAt({ nodes }: WholeGraph, wariness: number, at: number): string {
  return nodes.flatMap((node, index) => (naiveHides(node, wariness, at) ? [index] : [])).join(',');
}

function textWithout({ edges, head, texts }: WholeGraph, hidden: string): string {
  const known = texts.get(hidden);
  if (known !== undefined) return known;
  const targets = new Set(hidden === '' ? [] : hidden.split(',').map(Number));
  const text = `${head}${JSON.stringify(edges.filter(([, to]) => !targets.has(to)))}}`;
  texts.set(hidden, text);
  return text;
}
