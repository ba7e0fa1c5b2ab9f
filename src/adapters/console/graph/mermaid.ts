import type { Graph, Node } from '../../../graph/model.js';
import { printable } from '../../../graph/printable.js';

/**
 * A graph in the language of Mermaid: the same graph is always the same text.
 * @param title says what it is of, on one line
 */
export function mermaidOf({ nodes, edges }: Graph, title: string): string {
  return [
    `%% ${printable(title).replace(/[{}]/g, '')}`,
    'flowchart LR',
    ...nodes.map((node, at) => `  n${at}${shapeOf(node)}`),
    ...edges.map(([from, to]) => `  n${from} --> n${to}`),
    '',
  ].join('\n');
}

/** A barrier is a hexagon, a deadend a trapezoid, a rollout a stadium, anything else a box. */
function shapeOf({ version, barrier, deadend, rollout }: Node): string {
  const text = quoted(version);
  if (deadend !== null) return `[/${text}\\]`;
  if (barrier !== null) return `{{${text}}}`;
  return rollout ? `([${text}])` : `[${text}]`;
}

/** Whatever could end a text, open a tag, a code of a letter or a text in Markdown is written as its code. */
function quoted(text: string): string {
  return `"${printable(text).replace(/[^\p{L}\p{N} .,:/()_+~-]/gu, (sign) => `#${sign.codePointAt(0)};`)}"`;
}
