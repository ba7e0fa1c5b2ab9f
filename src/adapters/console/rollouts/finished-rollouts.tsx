import { useState } from 'preact/hooks';
import type { StreamView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import type { Desk } from './desk.js';
import { RolloutCard } from './rollout-card.js';

interface FinishedRolloutsProps {
  readonly stream: StreamView;
  readonly desk: Desk;
}

/** What is through, folded away; unfolded while somebody is at one of them. */
export function FinishedRollouts({ stream, desk }: FinishedRolloutsProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const finished = stream.rollouts.filter(({ state }) => state === 'finished').reverse();
  if (finished.length === 0) return null;
  const isShown = isOpen || finished.some(({ version }) => version === desk.draft?.version);
  return (
    <details class="finished" open={isShown} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h2>{say('rollouts.finishedTitle', { count: finished.length })}</h2>
      </summary>
      {isShown &&
        finished.map((rollout) => (
          <RolloutCard key={rollout.version} stream={stream} rollout={rollout} desk={desk} />
        ))}
    </details>
  );
}
