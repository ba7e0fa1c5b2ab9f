import type { Graph } from '../../../graph/model.js';
import { utcOf } from '../parts/moment.js';
import type { Comb } from './comb.js';
import { dotOf } from './dot.js';
import { mermaidOf } from './mermaid.js';
import type { Viewer, Ways } from './paths.js';
import type { Sight } from './sight.js';
import { svgText } from './svg-text.js';

/** A file that is made when somebody wants it. */
export interface GraphFile {
  /** As it is called in the menu. */
  readonly name: 'SVG' | 'DOT' | 'Mermaid';
  readonly fileName: string;
  readonly type: string;
  readonly text: () => string;
}

interface Shown {
  /** Stream, basearch and scheme. */
  readonly name: string;
  /** Before throttling. */
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly sight: Sight;
  /** `null` before it has been drawn. */
  readonly comb: Comb | null;
  readonly picked: { readonly position: number; readonly ways: Pick<Ways, 'path'> } | null;
  readonly revision: number | null;
}

/** A graph as files: what is shown, with the sliders where they are. */
export function filesOf({ name, graph, viewer, sight, comb, picked, revision }: Shown): readonly GraphFile[] {
  const { wariness, at } = viewer;
  const title = `${name}, revision ${revision ?? '?'}, wariness ${wariness} at ${utcOf(at)}`;
  const stem = name.replace(/[^A-Za-z0-9._-]+/g, '-');
  const picture = comb && {
    name: 'SVG' as const,
    fileName: `${stem}.svg`,
    type: 'image/svg+xml',
    text: () => svgText({ comb, graph, sight, at, title, picked }),
  };
  const dot = {
    ...{ name: 'DOT' as const, fileName: `${stem}.dot`, type: 'text/vnd.graphviz' },
    text: () => dotOf(sight.seen, title),
  };
  const mermaid = {
    ...{ name: 'Mermaid' as const, fileName: `${stem}.mmd`, type: 'text/plain' },
    text: () => mermaidOf(sight.seen, title),
  };
  return picture ? [picture, dot, mermaid] : [dot, mermaid];
}
