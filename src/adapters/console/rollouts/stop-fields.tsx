import { useSay } from '../texts/use-say.js';
import type { FieldsProps } from './field-props.js';
import { momentTyped } from './typed-moment.js';

const QUICK = ['failing', 'boot', 'look'] as const;

/** Why, and of a pause also what everybody is told and when somebody looks again. */
export function StopFields({ draft, onEdit }: FieldsProps) {
  const say = useSay();
  const isPause = draft.action === 'pause';
  return (
    <>
      <label class="field">
        <span>{say(draft.action === 'resume' ? 'rollouts.whyOptional' : 'rollouts.whyLabel')}</span>
        <input
          name="reason"
          value={draft.reason}
          maxLength={500}
          autocomplete="off"
          onInput={({ currentTarget }) => onEdit({ reason: currentTarget.value })}
        />
      </label>
      {isPause && <QuickReasons onEdit={onEdit} />}
      {isPause && <PauseFields draft={draft} onEdit={onEdit} />}
    </>
  );
}

/** For whoever holds a phone in one hand. */
function QuickReasons({ onEdit }: Pick<FieldsProps, 'onEdit'>) {
  const say = useSay();
  return (
    <div class="quick" role="group" aria-label={say('rollouts.quickReasons')}>
      {QUICK.map((name) => (
        <button
          key={name}
          type="button"
          class="button button-small"
          data-quick={name}
          onClick={() => onEdit({ reason: say(`rollouts.quick_${name}`) })}
        >
          {say(`rollouts.quick_${name}`)}
        </button>
      ))}
    </div>
  );
}

/** What everybody is told, and when somebody looks again. */
function PauseFields({ draft, onEdit }: Pick<FieldsProps, 'draft' | 'onEdit'>) {
  const say = useSay();
  return (
    <>
      <label class="field">
        <span>{say('rollouts.publicLabel')}</span>
        <input
          name="public_reason"
          value={draft.publicReason}
          maxLength={500}
          autocomplete="off"
          onInput={({ currentTarget }) => onEdit({ publicReason: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{say('rollouts.reviewLabel')}</span>
        <input
          name="review_at"
          type="datetime-local"
          value={draft.reviewAt.text}
          onInput={({ currentTarget }) => onEdit({ reviewAt: momentTyped(currentTarget.value) })}
        />
      </label>
    </>
  );
}
