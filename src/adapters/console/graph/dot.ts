import type { Graph, Node } from '../../../graph/model.js';
import { printable } from '../../../graph/printable.js';

/**
 * A graph in the language of Graphviz: the same graph is always the same text.
 * @param title says what it is of, on one line
 */
export function dotOf({ nodes, edges }: Graph, title: string): string {
  return [
    `// ${printable(title)}`,
    'digraph {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="monospace"];',
    ...nodes.map((node, at) => `  n${at} [${attributesOf(node)}];`),
    ...edges.map(([from, to]) => `  n${from} -> n${to};`),
    '}',
    '',
  ].join('\n');
}

function attributesOf(node: Node): string {
  return [`label=${quoted(node.version)}`, ...markOf(node)].join(', ');
}

function markOf({ barrier, deadend, rollout }: Node): readonly string[] {
  if (deadend !== null) return ['shape=octagon', `tooltip=${quoted(deadend)}`];
  if (barrier !== null) return ['shape=hexagon', `tooltip=${quoted(barrier)}`];
  return rollout ? ['style="rounded,filled"'] : [];
}

/** In quotes nothing is obeyed but a backslash: two of them are one that is read. */
function quoted(text: string): string {
  return `"${printable(text).replace(/["\\]/g, '\\$&')}"`;
}
