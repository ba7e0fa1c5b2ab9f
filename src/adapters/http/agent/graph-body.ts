import { createHash } from 'node:crypto';
import { nodeMetadata } from '../../../graph/metadata.js';
import type { Graph, Node } from '../../../graph/model.js';

/** A node, and another payload under which an agent runs it. */
export interface NodeAlias {
  readonly node: Node;
  /** Of the node in the list of nodes. */
  readonly position: number;
  readonly payload: string;
}

/** A graph as text, cut so that only what differs has to be put together anew for another answer. */
export class GraphText {
  readonly #nodes: readonly string[];
  /** All edges to one target stand together. */
  readonly #edges: readonly (readonly [target: number, text: string])[];

  constructor(graph: Graph) {
    this.#nodes = graph.nodes.map(nodeText);
    const targets = [...new Set(graph.edges.map(([, to]) => to))];
    const sources = new Map(targets.map((target): [number, string[]] => [target, []]));
    for (const [from, to] of graph.edges) sources.get(to)?.push(`[${from},${to}]`);
    this.#edges = targets.map((target) => [target, sources.get(target)?.join(',') ?? '']);
  }

  /** Compact JSON, always the same bytes for the same graph. */
  without(hidden: readonly number[]): Buffer {
    return this.#body(this.#nodes, hidden);
  }

  /** For an agent that runs a node under another payload: it finds itself by that, and no edge leads there. */
  withAlias({ node, position, payload }: NodeAlias, hidden: readonly number[]): Buffer {
    return this.#body(this.#nodes.with(position, makeNodeText({ ...node, payload })), [...hidden, position]);
  }

  #body(nodes: readonly string[], hidden: readonly number[]): Buffer {
    const gone = new Set(hidden);
    const edges = this.#edges.flatMap(([target, text]) => (gone.has(target) ? [] : [text]));
    return Buffer.from(`{"nodes":[${nodes.join(',')}],"edges":[${edges.join(',')}]}`);
  }
}

/** A node that a change has left as it was is the same object, and its text is made already. */
const TEXTS = new WeakMap<Node, string>();

function nodeText(node: Node): string {
  const known = TEXTS.get(node);
  if (known !== undefined) return known;
  const text = makeNodeText(node);
  TEXTS.set(node, text);
  return text;
}

function makeNodeText(node: Node): string {
  return JSON.stringify({ version: node.version, metadata: nodeMetadata(node), payload: node.payload });
}

/** Identifies the body; the coding's suffix is added to it. */
export function bodyHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22);
}
