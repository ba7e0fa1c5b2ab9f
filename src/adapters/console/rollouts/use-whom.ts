import { useSay } from '../texts/use-say.js';

/** Of whom a share is a share. @param basearches those that a rollout is limited to; `null` for all */
export function useWhom(basearches: readonly string[] | null): string {
  const say = useSay();
  if (basearches === null) return say('rollouts.wholeFleet');
  return say('rollouts.nodesOn', { basearches: basearches.join(', ') });
}
