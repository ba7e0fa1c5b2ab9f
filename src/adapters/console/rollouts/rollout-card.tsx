import type { RolloutView, StreamView } from '../api/schema.js';
import { percent } from '../parts/figures.js';
import { isFollowing } from '../parts/is-following.js';
import { ProblemNote } from '../parts/problem-note.js';
import { Distance } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import { ActionBar } from './action-bar.js';
import { ActionPanel } from './action-panel.js';
import type { Desk } from './desk.js';
import { PauseNote } from './pause-note.js';
import { Picture } from './picture.js';
import { RolloutFacts } from './rollout-facts.js';
import { useWay } from './use-way.js';
import { useWhom } from './use-whom.js';

interface RolloutCardProps {
  readonly stream: StreamView;
  readonly rollout: RolloutView;
  readonly desk: Desk;
}

/** One rollout: how far it has come, why it stands, its curve, and what can be done. */
export function RolloutCard({ stream, rollout, desk }: RolloutCardProps) {
  const { version, state } = rollout;
  const { way, beginning, detail, settled, problem } = useWay(stream, rollout);
  const origin = isFollowing(stream.source) ? (detail?.origin ?? null) : null;
  const isOpen = desk.draft?.version === version && desk.draft.action !== 'start';
  return (
    <article class={`rollout rollout-${state}`} data-rollout={version} data-state={state}>
      <Headline rollout={rollout} />
      <div class="rollout-body">
        {state === 'paused' && <PauseNote rollout={rollout} pause={detail?.pause ?? null} />}
        {isOpen && <ActionPanel stream={stream} desk={desk} rollout={rollout} settled={settled} />}
        {!isOpen && (
          <ActionBar stream={stream.name} rollout={rollout} detail={detail} settled={settled} desk={desk} />
        )}
        {problem !== null && !problem.isOutage && <ProblemNote problem={problem} />}
        <Picture rollout={rollout} way={way} problem={problem} />
        <RolloutFacts rollout={rollout} beginning={beginning} origin={origin} />
      </div>
    </article>
  );
}

const SIGNS = { scheduled: '◷', active: '▶', paused: '‖', finished: '✓' } as const;

/** As on a departure board: what, how far, and when it is through. */
function Headline({ rollout }: { readonly rollout: RolloutView }) {
  const say = useSay();
  const whom = useWhom(rollout.basearches);
  const { version, state, throttle, start, end } = rollout;
  return (
    <header class="rollout-board">
      <h3 class="version">{version}</h3>
      <p class="rollout-state">
        <span class="rollout-sign" aria-hidden="true">
          {SIGNS[state]}
        </span>{' '}
        {say(`streams.rollout_${state}`)}
        {state === 'scheduled' && start !== null && (
          <>
            {' · '}
            {say('streams.begins')} <Distance at={start} />
          </>
        )}
        {state === 'active' && end !== null && (
          <>
            {' · '}
            {say('rollouts.forAll')} <Distance at={end} />
          </>
        )}
      </p>
      <p class="rollout-share">
        <strong data-throttle={throttle}>{percent(throttle)}</strong> <span>{whom}</span>
      </p>
      <progress class="bar" max={1} value={throttle} aria-label={`${version} ${percent(throttle)}`} />
    </header>
  );
}
