import type { Graph } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import type { Say } from '../texts/use-say.js';
import { progressOf, type Progress, type Viewer, type Ways } from './paths.js';
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
    progress ? rolloutName(progress, say) : '',
  ];
  return [node.version, ...marks.filter((mark) => mark !== '')].join(', ');
}

/** What an agent does that starts somewhere, in a sentence. */
export function pathName({ path, end }: Ways, { nodes }: Graph, say: Say): string {
  const hops = path.map(({ to }) => nodes[to]?.version ?? '');
  const last = end === 'newest' && path.length > 0 ? 'graph.hop_newest' : (`graph.end_${end}` as const);
  return [`${say('graph.path')}:`, hops.join(', '), say(last)].join(' ');
}

function rolloutName({ throttle, state }: Progress, say: Say): string {
  const words = [say('graph.mark_rollout'), percent(throttle)];
  return [...words, ...(state === 'paused' ? [say('graph.state_paused')] : [])].join(' ');
}

interface Naming {
  readonly say: Say;
  readonly viewer: Viewer;
}
