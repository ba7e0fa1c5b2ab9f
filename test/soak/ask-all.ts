import type { Agent } from './agent.js';
import type { Group } from './group.js';

const AGENTS_OF_EACH = 2;

/** Asks every instance for all that it has, until told to stop. */
export async function askAll(
  groups: readonly Group[],
  agentOf: (salt: string) => Agent,
  stop: AbortSignal,
): Promise<void> {
  const asked = groups.flatMap(({ fleet, operators, mirrored }) => {
    const streams = [...operators.map(({ stream }) => stream), ...mirrored];
    return fleet.instances.flatMap((instance) =>
      Array.from({ length: AGENTS_OF_EACH }, async (_, index) =>
        agentOf(`agent ${index} of ${instance.name}`).askFor(instance, streams, stop),
      ),
    );
  });
  await Promise.all(asked);
}
