import type { Graph, Node } from './model.js';
import { aliasedNode, type ScopeAliases } from './payload-aliases.js';
import { isOffered, newestForAll, successorsOf } from './policy.js';
import { firstSecond, rolloutState, throttleAt } from './rollout.js';

/** What can be said of a node. The first that fits is said. @see http-api.md 3 */
export const VERDICTS = [
  'unknown_payload',
  'deadend',
  'update_available',
  'rollout_paused',
  'held_back',
  'up_to_date',
  'no_path',
] as const;
/** One of `VERDICTS`. */
export type Verdict = (typeof VERDICTS)[number];

/** Who asks, and when. */
export interface Question {
  /** What the node runs, as its agent sends it; `null` where only the version is known. */
  readonly payload: string | null;
  /** What counts where there is no payload. */
  readonly version: string | null;
  /** 0 (before the start, even) to 1 (last of all). */
  readonly wariness: number;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
}

/** An update that the node is held back from. */
export interface Held {
  readonly node: Node;
  /** How far its rollout has come: 0 (nobody) to 1 (everybody). */
  readonly throttle: number;
  /** The first second at which it is offered; `null` while it is paused, or if that never comes as it is planned. */
  readonly eligibleAt: number | null;
  readonly isPaused: boolean;
}

/** Why a node updates, or why it does not. */
export interface Explanation {
  readonly verdict: Verdict;
  /** What the node runs, with the payload it sent; `null` where nobody knows it. */
  readonly node: Node | null;
  /** What its agent will choose; `null` where nothing is offered. */
  readonly target: Node | null;
  /** What the node could take at once, were it less wary; oldest first. */
  readonly held: readonly Held[];
  /** From the node to the newest it can reach, if nothing were throttled: with the node, without where it is unknown. */
  readonly path: readonly Node[];
  /** The newest release of the scope; `null` where it has none. */
  readonly newest: Node | null;
  /** The newest that everybody may take and that leads on: what a node can be installed anew from. */
  readonly sound: Node | null;
}

/** A graph before throttling, and who is recognised in it. */
export interface ExplainedScope {
  readonly graph: Graph;
  /** What `targetsOf` found. */
  readonly targets: readonly number[];
  readonly aliases: ScopeAliases;
}

/**
 * What the agent of one node will do with the graph it gets, and why. It looks at the graph as
 * agents do (cincinnati.md B.11) and as `throttled` filters it.
 */
export function explain(scope: ExplainedScope, question: Question): Explanation {
  const { graph } = scope;
  const newest = graph.nodes.at(-1) ?? null;
  const sound = soundNode(scope, question.at);
  const found = findNode(scope, question);
  if (!found) return { ...NOTHING, verdict: 'unknown_payload', newest, sound };
  const nexts = nodesAt(graph, successorsOf(graph, found.position));
  const isOpen = (node: Node) => isOffered(node, question.wariness, question.at);
  const target = nexts.findLast(isOpen) ?? null;
  const held = nexts.filter((node) => !isOpen(node)).map((node) => heldBack(node, question));
  const { node } = found;
  const path = [node, ...nodesAt(graph, wayFrom(graph, found.position))];
  return { verdict: verdictOf({ node, target, held, newest }), node, target, held, path, newest, sound };
}

const NOTHING = { node: null, target: null, held: [], path: [] } as const;

function soundNode({ graph, targets }: ExplainedScope, at: number): Node | null {
  const leadingOn = targets.filter((position) => !graph.nodes[position]?.deadend);
  return newestForAll(graph, leadingOn, at);
}

interface Found {
  readonly node: Node;
  readonly position: number;
}

/** The node as its agent finds it: the first one with the payload it has, or by an alias. */
function findNode({ graph, aliases }: ExplainedScope, { payload, version }: Question): Found | null {
  if (payload === null)
    return foundAt(
      graph,
      graph.nodes.findIndex((node) => node.version === version),
    );
  const own = graph.nodes.findIndex((node) => node.payload === payload);
  const found = foundAt(graph, own < 0 ? aliasedNode(aliases, payload) : own);
  return found && { ...found, node: { ...found.node, payload } };
}

function foundAt({ nodes }: Graph, position: number | null): Found | null {
  const node = nodes[position ?? -1];
  return node && position !== null ? { node, position } : null;
}

function nodesAt({ nodes }: Graph, positions: readonly number[]): readonly Node[] {
  return positions.flatMap((position) => nodes[position] ?? []);
}

function heldBack(node: Node, { wariness, at }: Question): Held {
  const { rollout } = node;
  if (!rollout) return { node, throttle: 1, eligibleAt: at, isPaused: false };
  const isPaused = rolloutState(rollout, at) === 'paused';
  const eligibleAt = isPaused
    ? null
    : firstSecond(rollout, at, (second) => isOffered(node, wariness, second));
  return { node, throttle: throttleAt(rollout, at), eligibleAt, isPaused };
}

/**
 * The hops that an agent takes which is held back from nothing: always to the newest it is offered, and so over
 * every barrier to the newest that it can reach at all.
 */
function wayFrom(graph: Graph, from: number): readonly number[] {
  const way: number[] = [];
  for (let next = successorsOf(graph, from).at(-1); next !== undefined;) {
    way.push(next);
    next = successorsOf(graph, next).at(-1);
  }
  return way;
}

function verdictOf({ node, target, held, newest }: Omit<Explanation, 'verdict' | 'path' | 'sound'>): Verdict {
  if (node?.deadend) return 'deadend';
  if (target) return 'update_available';
  // While one of them goes on, an update will come by itself.
  if (held.length > 0) return held.every(({ isPaused }) => isPaused) ? 'rollout_paused' : 'held_back';
  return node?.ageIndex === newest?.ageIndex ? 'up_to_date' : 'no_path';
}
