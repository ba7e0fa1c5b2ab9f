import { createHash } from 'node:crypto';
import { nodeMetadata } from '../../../graph/metadata.js';
import type { Graph } from '../../../graph/model.js';

/** A graph as text, cut so that only the edges have to be put together anew for another variant. */
export class GraphText {
  readonly #nodes: string;
  /** All edges to one target stand together. */
  readonly #edges: readonly (readonly [target: number, text: string])[];

  constructor(graph: Graph) {
    this.#nodes = JSON.stringify(graph.nodes.map(wireNode));
    const targets = [...new Set(graph.edges.map(([, to]) => to))];
    const sources = new Map(targets.map((target): [number, string[]] => [target, []]));
    for (const edge of graph.edges) sources.get(edge[1])?.push(JSON.stringify(edge));
    this.#edges = targets.map((target) => [target, sources.get(target)?.join(',') ?? '']);
  }

  /** Compact JSON, always the same bytes for the same graph. */
  without(hidden: readonly number[]): Buffer {
    const gone = new Set(hidden);
    const edges = this.#edges.flatMap(([target, text]) => (gone.has(target) ? [] : [text]));
    return Buffer.from(`{"nodes":${this.#nodes},"edges":[${edges.join(',')}]}`);
  }
}

function wireNode(node: Graph['nodes'][number]): object {
  return { version: node.version, metadata: nodeMetadata(node), payload: node.payload };
}

/** Identifies the body; the coding's suffix is added to it. */
export function bodyHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22);
}
