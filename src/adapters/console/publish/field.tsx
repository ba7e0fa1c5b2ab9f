import type { ComponentChildren } from 'preact';
import { FaultLines } from './fault-lines.js';
import type { FaultsByPlace } from './faults.js';

export interface FieldProps {
  /** JSON Pointer of what it says, which is its id as well. */
  readonly place: string;
  readonly label: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly faults: FaultsByPlace;
  readonly hint?: ComponentChildren;
  readonly placeholder?: string | undefined;
  /** What may well be meant; anything else can be typed too. */
  readonly suggestions?: readonly string[];
  readonly isMono?: boolean;
  /** Where its label is said elsewhere already. */
  readonly isLabelHidden?: boolean;
}

/** A line to type, with what is to be said of it. */
export function Field({ place, label, value, onType, faults, ...looks }: FieldProps) {
  const { hint, placeholder, suggestions = [], isMono = false, isLabelHidden = false } = looks;
  const found = faults.get(place) ?? [];
  const isEmpty = value.trim() === '';
  return (
    <div class="field">
      <label for={place} class={isLabelHidden ? 'hidden' : 'field-label'}>
        {label}
      </label>
      <input
        type="text"
        id={place}
        class={isMono ? 'mono' : undefined}
        value={value}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        placeholder={placeholder}
        list={suggestions.length > 0 ? `${place}~list` : undefined}
        aria-describedby={`${place}~said`}
        aria-invalid={!isEmpty && found.some(({ severity }) => severity === 'error')}
        autocomplete="off"
        spellcheck={false}
      />
      {suggestions.length > 0 && (
        <datalist id={`${place}~list`}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
      <div id={`${place}~said`} class="field-said">
        {hint !== undefined && hint !== null && <div class="quiet">{hint}</div>}
        <FaultLines faults={found} isEmpty={isEmpty} />
      </div>
    </div>
  );
}
