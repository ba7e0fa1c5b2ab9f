import type { ComponentChildren } from 'preact';
import type { PauseView, ReleaseRolloutView, RolloutView } from '../api/schema.js';
import { epochOf, lengthOf } from '../parts/moment.js';
import { Distance, Time } from '../parts/time.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';

interface RolloutFactsProps {
  readonly rollout: RolloutView;
  /** What only a token shows; `null` without one. */
  readonly detail: ReleaseRolloutView | null;
}

/** What is to know of a rollout; first of all why it stands still. */
export function RolloutFacts({ rollout, detail }: RolloutFactsProps) {
  const say = useSay();
  const { state, start, end, duration_minutes, basearches, public_reason } = rollout;
  const isPaused = state === 'paused';
  return (
    <>
      {isPaused && detail?.pause && <PauseFacts pause={detail.pause} />}
      {isPaused && detail === null && public_reason !== null && (
        <p class="note note-warning">{public_reason}</p>
      )}
      <dl class="facts">
        <Fact name={isPaused ? say('rollouts.pausedSince') : say('rollouts.start')}>
          {start === null ? say('rollouts.fromTheStart') : <Time at={start} />}
        </Fact>
        <Fact name={say('rollouts.forAll')}>
          {end !== null && <Time at={end} />}
          {end === null && isPaused && say('rollouts.standsStill')}
          {end === null && !isPaused && (start === null ? say('rollouts.fromTheStart') : <Time at={start} />)}
        </Fact>
        {duration_minutes !== null && <Fact name={say('rollouts.length')}>{lengthOf(duration_minutes)}</Fact>}
        <Fact name={say('rollouts.basearches')}>{basearches?.join(', ') ?? say('rollouts.all')}</Fact>
        {detail !== null && (
          <Fact name={say('rollouts.origin')}>{say(`rollouts.origin_${detail.origin}`)}</Fact>
        )}
      </dl>
    </>
  );
}

function PauseFacts({ pause: { since, reason, public_reason, review_at } }: { readonly pause: PauseView }) {
  const say = useSay();
  const isOverdue = useNow(10) > (review_at === null ? Infinity : epochOf(review_at));
  return (
    <div class={`note ${isOverdue ? 'note-error' : 'note-warning'}`} data-overdue={isOverdue}>
      {isOverdue && review_at !== null && (
        <p role="alert">
          <strong class="overdue">
            ! {say('rollouts.overdue')} <Time at={review_at} />
          </strong>{' '}
          (<Distance at={review_at} />
          ). {say('rollouts.overdueHint')}
        </p>
      )}
      <p class="pause-reason">
        <strong>{say('rollouts.reason')}:</strong> {reason}
      </p>
      <p>
        {say('rollouts.publicReason')}: {public_reason ?? say('rollouts.noPublicReason')}
      </p>
      {since !== null && (
        <p>
          {say('rollouts.pausedSince')} <Time at={since} /> (<Distance at={since} />)
        </p>
      )}
      {!isOverdue && review_at !== null && (
        <p>
          {say('rollouts.review')}: <Time at={review_at} /> (<Distance at={review_at} />)
        </p>
      )}
    </div>
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
