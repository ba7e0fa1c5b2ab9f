import type { Graph, Rollout } from './model.js';
import { targetsOf } from './policy.js';
import { throttleAt } from './rollout.js';

/** A node with a rollout that an edge leads to. */
export interface RollingTarget {
  /** Position in the list of nodes. */
  readonly index: number;
  readonly rollout: Rollout;
}

/** One of the distinct answers of a graph at one second. */
export interface Variant {
  /** Agents whose wariness is above this see it, as far as no later variant takes them. */
  readonly above: number;
  /** Targets that are hidden from these agents, as positions in the list of nodes. */
  readonly hidden: readonly number[];
}

/**
 * The distinct answers at a second, from the most open to the most closed: a warier agent is hidden
 * more, so k running rollouts make at most k + 1 of them.
 * @param targets what `rolloutTargets` found, once for the life of the graph
 * @param at seconds since the Unix epoch, UTC
 */
export function variantsAt(targets: readonly RollingTarget[], at: number): readonly Variant[] {
  const throttles = targets
    .map(({ index, rollout }) => ({ index, throttle: throttleAt(rollout, at) }))
    // Nobody is warier than 1.
    .filter(({ throttle }) => throttle < 1)
    .sort((a, b) => a.throttle - b.throttle || a.index - b.index);

  const order = throttles.map(({ index }) => index);
  // One cut for each throttle, behind the last target that has it.
  const cuts = throttles.flatMap(({ throttle }, at) =>
    throttles[at + 1]?.throttle === throttle ? [] : [at + 1],
  );
  return [0, ...cuts].map((count) => ({
    above: count === 0 ? -Infinity : (throttles[count - 1]?.throttle ?? 1),
    // Made when it is looked at: all of them together would be as many as the square of the rollouts.
    get hidden() {
      return order.slice(0, count);
    },
  }));
}

/** Which of the variants of a second an agent sees: its place in the list. */
export function variantFor(variants: readonly Variant[], wariness: number): number {
  return variants.findLastIndex(({ above }) => wariness > above);
}

/** The only nodes whose throttle can show. */
export function rolloutTargets(graph: Graph): readonly RollingTarget[] {
  return targetsOf(graph).flatMap((index) => {
    const rollout = graph.nodes[index]?.rollout;
    return rollout ? [{ index, rollout }] : [];
  });
}
