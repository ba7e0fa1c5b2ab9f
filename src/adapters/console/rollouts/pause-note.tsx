import type { PauseView, RolloutView } from '../api/schema.js';
import { epochOf } from '../parts/moment.js';
import { Distance, Time } from '../parts/time.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';

interface PauseNoteProps {
  readonly rollout: RolloutView;
  /** What only a token shows; `null` without one. */
  readonly pause: PauseView | null;
}

/** Why a rollout stands still, and whether somebody should have looked again by now. */
export function PauseNote({ rollout: { public_reason }, pause }: PauseNoteProps) {
  if (pause !== null) return <FullNote pause={pause} />;
  return public_reason === null ? null : <p class="note note-warning">{public_reason}</p>;
}

function FullNote({ pause: { reason, public_reason, review_at } }: { readonly pause: PauseView }) {
  const say = useSay();
  const isOverdue = useNow(10) > (review_at === null ? Infinity : epochOf(review_at));
  return (
    <div class={`note ${isOverdue ? 'note-error' : 'note-warning'}`} data-overdue={isOverdue}>
      {isOverdue && review_at !== null && <Overdue at={review_at} />}
      <p class="pause-reason">
        <strong>{say('rollouts.reason')}</strong> {reason}
      </p>
      <p>
        {say('rollouts.publicReason')} {public_reason ?? say('rollouts.noPublicReason')}
      </p>
      {!isOverdue && review_at !== null && (
        <p>
          {say('rollouts.review')} <Time at={review_at} /> (<Distance at={review_at} />)
        </p>
      )}
    </div>
  );
}

/** What moves stands beside the alert: it would be said again and again. */
function Overdue({ at }: { readonly at: string }) {
  const say = useSay();
  return (
    <>
      <p>
        <strong class="overdue" role="alert">
          ! {say('rollouts.overdue')} <Time at={at} />
        </strong>{' '}
        (<Distance at={at} />)
      </p>
      <p>{say('rollouts.overdueHint')}</p>
    </>
  );
}
