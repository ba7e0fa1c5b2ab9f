import type { Graph } from '../../../graph/model.js';
import type { Say } from '../texts/use-say.js';
import type { Sight } from './sight.js';

/** How much of the edges the agent sees. */
export function edgesSeen(graph: Graph, { seen }: Sight, say: Say): string {
  const [all, edges] = [graph.edges.length, seen.edges.length];
  return edges === all ? say('graph.seesAll', { all }) : say('graph.sees', { seen: edges, all });
}

/** The same for who hears it, with what is held back: nothing in it moves with the clock alone. */
export function sightWords(graph: Graph, sight: Sight, say: Say): string {
  const versions = [...sight.hidden].map((position) => graph.nodes[position]?.version ?? '');
  const held = versions.length === 0 ? [] : [say('graph.heldBackFrom'), versions.join(', ')];
  return [edgesSeen(graph, sight, say), ...held].join(' ');
}
