import type { ComponentChildren } from 'preact';
import type { ReleaseRolloutView, RolloutView } from '../api/schema.js';
import { Distance, Time, Length } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import type { Beginning } from './beginning.js';

interface RolloutFactsProps {
  readonly rollout: RolloutView;
  readonly beginning: Beginning;
  /** Where it is from, on a stream that follows a source; else `null`. */
  readonly origin: ReleaseRolloutView['origin'] | null;
}

/** When it began, when it is through, and for whom. */
export function RolloutFacts({ rollout, beginning, origin }: RolloutFactsProps) {
  const say = useSay();
  const { state, start, duration_minutes, basearches } = rollout;
  const isPaused = state === 'paused';
  const isResumed = beginning.resumed !== null;
  return (
    <dl class="facts">
      {beginning.planned !== null && (
        <Fact name={say('rollouts.plannedStart')}>
          <Time at={beginning.planned} />
        </Fact>
      )}
      <Fact
        name={say(isPaused ? 'rollouts.pausedSince' : isResumed ? 'rollouts.resumedAt' : 'rollouts.start')}
      >
        <Moment at={start} isDistant={isPaused} />
      </Fact>
      <Fact name={say('rollouts.forAll')}>
        {isPaused ? say('rollouts.standsStill') : <Moment at={rollout.end ?? start} />}
      </Fact>
      {duration_minutes !== null && (
        <Fact name={say(isResumed ? 'rollouts.lengthSince' : 'rollouts.length')}>
          <Length minutes={duration_minutes} />
        </Fact>
      )}
      <Fact name={say('rollouts.basearches')}>{basearches?.join(', ') ?? say('rollouts.all')}</Fact>
      {origin !== null && <Fact name={say('rollouts.origin')}>{say(`rollouts.origin_${origin}`)}</Fact>}
    </dl>
  );
}

interface MomentProps {
  /** `null` for longer than anybody knows. */
  readonly at: string | null;
  readonly isDistant?: boolean;
}

function Moment({ at, isDistant = false }: MomentProps) {
  const say = useSay();
  if (at === null) return <>{say('rollouts.fromTheStart')}</>;
  return (
    <>
      <Time at={at} />
      {isDistant && (
        <>
          {' '}
          (<Distance at={at} />)
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
