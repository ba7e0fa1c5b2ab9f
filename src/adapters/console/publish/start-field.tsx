import { useState } from 'preact/hooks';
import { localInputOfTime, utcOfInput } from '../parts/local-input.js';
import { useSay } from '../texts/use-say.js';
import { AT_A_TIME } from './draft.js';
import { FaultLines } from './fault-lines.js';
import type { FieldProps } from './field.js';
import { StartHint } from './hints.js';

type StartFieldProps = Pick<FieldProps, 'place' | 'label' | 'value' | 'onType' | 'faults'>;

/** When a rollout starts: at once, or at a time in the viewer's zone, which is sent as the API takes it. */
export function StartField({ place, label, value, onType, faults }: StartFieldProps) {
  const say = useSay();
  const isNow = value === '' || value === 'now';
  return (
    <div class="field">
      <label for={isNow ? place : `${place}~when`} class="field-label">
        {label}
      </label>
      <select
        id={isNow ? place : `${place}~when`}
        value={isNow ? 'now' : AT_A_TIME}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
        aria-describedby={`${place}~said`}
      >
        <option value="now">{say('publish.startNow')}</option>
        <option value={AT_A_TIME}>{say('publish.startAt')}</option>
      </select>
      {!isNow && <LocalTime {...{ place, label, value, onType, faults }} />}
      <div id={`${place}~said`} class="field-said">
        <div class="quiet">
          <StartHint text={value} />
        </div>
        <FaultLines faults={faults.get(place) ?? []} isEmpty={value === AT_A_TIME} />
      </div>
    </div>
  );
}

function LocalTime({ place, value, onType, faults }: StartFieldProps) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const type = (text: string) => {
    setTyped(text);
    onType(utcOfInput(text) ?? AT_A_TIME);
  };
  const found = faults.get(place) ?? [];
  return (
    <input
      type="datetime-local"
      id={place}
      // What stands there is not rewritten under the hand that types it.
      value={utcOfInput(typed) === value ? typed : localInputOfTime(value)}
      onInput={({ currentTarget }) => type(currentTarget.value)}
      aria-label={say('publish.startTime')}
      aria-describedby={`${place}~said`}
      aria-invalid={value !== AT_A_TIME && found.some(({ severity }) => severity === 'error')}
    />
  );
}
