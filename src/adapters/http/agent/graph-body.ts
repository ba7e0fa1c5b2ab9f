import { createHash } from 'node:crypto';
import { nodeMetadata } from '../../../graph/metadata.js';
import type { Graph, Node } from '../../../graph/model.js';
import { mapSteps, type Steps } from '../../../graph/steps.js';

/** A node, and another payload under which an agent runs it. */
export interface NodeAlias {
  readonly node: Node;
  /** Of the node in the list of nodes. */
  readonly position: number;
  readonly payload: string;
}

/** Makes the text of a graph, with pauses. */
export function* graphTextSteps({ nodes, edges }: Graph): Steps<GraphText> {
  const texts = yield* mapSteps(nodes, nodeText);
  const sources = new Map<number, string[]>();
  yield* mapSteps(edges, ([from, to]) => {
    const known = sources.get(to);
    if (known) known.push(`[${from},${to}]`);
    if (!known) sources.set(to, [`[${from},${to}]`]);
  });
  const byTarget = [...sources].map(([target, list]) => [target, list.join(',')] as const);
  yield;
  return new GraphText(texts, byTarget);
}

/** A graph as text, cut so that only what differs has to be put together anew for another answer. */
export class GraphText {
  readonly #head: Buffer;

  /** @param edges all edges to one target stand together */
  constructor(
    private readonly nodes: readonly string[],
    private readonly edges: readonly (readonly [target: number, text: string])[],
  ) {
    this.#head = headOf(nodes);
  }

  /** Compact JSON, always the same bytes for the same graph. */
  without(hidden: readonly number[]): Buffer {
    return this.#body(this.#head, hidden);
  }

  /** For an agent that runs a node under another payload: it finds itself by that, and no edge leads there. */
  withAlias({ node, position, payload }: NodeAlias, hidden: readonly number[]): Buffer {
    const nodes = this.nodes.with(position, makeNodeText({ ...node, payload }));
    return this.#body(headOf(nodes), [...hidden, position]);
  }

  #body(head: Buffer, hidden: readonly number[]): Buffer {
    const gone = new Set(hidden);
    const edges = this.edges.flatMap(([target, text]) => (gone.has(target) ? [] : [text]));
    return Buffer.concat([head, Buffer.from(`${edges.join(',')}]}`)]);
  }
}

function headOf(nodes: readonly string[]): Buffer {
  return Buffer.from(`{"nodes":[${nodes.join(',')}],"edges":[`);
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
