import { useSay } from '../texts/use-say.js';
import type { FieldsProps } from './field-props.js';
import { momentTyped } from './typed-moment.js';

/** When a rollout starts, how long it takes, with how many, and for whom. */
export function SetFields({ stream, draft, onEdit }: FieldsProps) {
  const say = useSay();
  return (
    <>
      <StartField draft={draft} onEdit={onEdit} />
      <div class="field-row">
        <label class="field">
          <span>{say('rollouts.durationLabel')}</span>
          <input
            name="duration"
            value={draft.duration}
            autocomplete="off"
            onInput={({ currentTarget }) => onEdit({ duration: currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{say('rollouts.percentLabel')}</span>
          <input
            name="percent"
            inputMode="decimal"
            value={draft.percent}
            autocomplete="off"
            onInput={({ currentTarget }) => onEdit({ percent: currentTarget.value })}
          />
        </label>
      </div>
      <BasearchField stream={stream} draft={draft} onEdit={onEdit} />
      <label class="field">
        <span>{say('rollouts.whyOptional')}</span>
        <input
          name="reason"
          value={draft.reason}
          maxLength={500}
          autocomplete="off"
          onInput={({ currentTarget }) => onEdit({ reason: currentTarget.value })}
        />
      </label>
    </>
  );
}

function StartField({ draft: { isNow, start }, onEdit }: Pick<FieldsProps, 'draft' | 'onEdit'>) {
  const say = useSay();
  return (
    <div class="field-row">
      <label class="field">
        <span>{say('rollouts.when')}</span>
        <select
          name="when"
          value={isNow ? 'now' : 'at'}
          onChange={({ currentTarget }) => onEdit({ isNow: currentTarget.value === 'now' })}
        >
          <option value="now">{say('rollouts.atOnce')}</option>
          <option value="at">{say('rollouts.atTime')}</option>
        </select>
      </label>
      {!isNow && (
        <label class="field">
          <span>{say('rollouts.startTime')}</span>
          <input
            name="start"
            type="datetime-local"
            step="1"
            value={start.text}
            onInput={({ currentTarget }) => onEdit({ start: momentTyped(currentTarget.value) })}
          />
        </label>
      )}
    </div>
  );
}

function BasearchField({ stream, draft: { basearches }, onEdit }: FieldsProps) {
  const say = useSay();
  const all = stream.basearches.map(({ basearch }) => basearch);
  const chosen = basearches ?? all;
  const toggle = (name: string) => {
    const next = all.filter((one) => chosen.includes(one) !== (one === name));
    onEdit({ basearches: next.length === all.length ? null : next });
  };
  return (
    <fieldset class="field-basearches">
      <legend>{say('rollouts.basearches')}</legend>
      {all.map((name) => (
        <label key={name} class="field-check">
          <input type="checkbox" name={name} checked={chosen.includes(name)} onChange={() => toggle(name)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
