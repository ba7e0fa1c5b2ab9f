import type { Graph } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import type { Say } from '../texts/use-say.js';
import { progressOf, type Viewer } from './paths.js';
import type { Row } from './segments.js';

/** What a spot is, in a sentence: for whoever hears the picture instead of seeing it. */
export function spotName({ first, last }: Row, { nodes }: Graph, { say, viewer }: Naming): string {
  const [node, end] = [nodes[first], nodes[last]];
  if (!node || !end) return '';
  if (first < last) {
    return say('graph.openPile', { count: last - first + 1, first: node.version, last: end.version });
  }
  const progress = progressOf(node, viewer);
  const marks = [
    node.barrier === null ? '' : say('graph.mark_barrier'),
    node.deadend === null ? '' : say('graph.mark_deadend'),
    progress ? `${say('graph.mark_rollout')} ${percent(progress.throttle)}` : '',
  ];
  return [node.version, ...marks.filter((mark) => mark !== '')].join(', ');
}

interface Naming {
  readonly say: Say;
  readonly viewer: Viewer;
}
