import type { Graph, Node } from '../../../graph/model.js';
import type { Viewer } from './paths.js';
import { isOffered, withoutTargets } from '../../../graph/policy.js';
import { isFinished } from '../../../graph/rollout.js';
import type { Rail } from './rails.js';
import { tallyOf } from './tally.js';

/** A graph as somebody sees it at a time. */
export interface Sight {
  /** What the server would answer. */
  readonly seen: Graph;
  /** Positions of the nodes that are held back. */
  readonly hidden: ReadonlySet<number>;
  /** Whether a piece of rail leads to anything that is offered. */
  readonly isOpen: (rail: Targets) => boolean;
  /** Whether all that it leads to is a rollout that is not over. */
  readonly isRunning: (rail: Targets) => boolean;
}

type Targets = Pick<Rail, 'first' | 'last'>;

/** @param graph before throttling */
export function sightOf(graph: Graph, { wariness, at }: Viewer): Sight {
  const hidden = new Set(
    graph.nodes.flatMap((node, position) => (isOffered(node, wariness, at) ? [] : [position])),
  );
  const isTarget = ({ barrier, rollout }: Node) => barrier !== null || rollout !== null;
  const offered = tallyOf(graph.nodes, (node, position) => isTarget(node) && !hidden.has(position));
  const settled = tallyOf(
    graph.nodes,
    (node) => isTarget(node) && (!node.rollout || isFinished(node.rollout, at)),
  );
  return {
    seen: withoutTargets(graph, hidden),
    hidden,
    isOpen: ({ first, last }) => offered(first, last) > 0,
    isRunning: ({ first, last }) => settled(first, last) === 0,
  };
}
