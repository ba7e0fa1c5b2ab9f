import { useEffect, useState } from 'preact/hooks';
import { useSay } from '../texts/use-say.js';
import type { FieldName } from './fields.js';

interface TextFieldProps {
  readonly name: Exclude<FieldName, 'scheme'>;
  readonly value: string;
  /** What the server says against it. */
  readonly fault: string | null;
  readonly isMissing: boolean;
  readonly hint?: string | null;
  readonly choices?: readonly string[];
  readonly type?: 'text' | 'datetime-local';
  /** Over the whole width. */
  readonly isLong?: boolean;
  /** Of what has been typed to its end. */
  readonly onCommit: (value: string) => void;
}

/** One field of the question. What is being typed in it stays, whatever is asked meanwhile. */
export function TextField(props: TextFieldProps) {
  const { name, value, fault, isMissing, hint = null, choices = [], type = 'text', isLong, onCommit } = props;
  const say = useSay();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <div class={`field${isLong ? ' field-long' : ''}${isMissing ? ' field-missing' : ''}`}>
      <label for={`node-${name}`}>
        {say(`explain.field_${name}`)} {isMissing && <span class="tag">{say('explain.wanted')}</span>}
      </label>
      <input
        id={`node-${name}`}
        name={name}
        type={type}
        step={1}
        list={choices.length > 0 ? `known-${name}` : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={draft}
        aria-invalid={fault !== null}
        aria-describedby={`about-${name}`}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onChange={({ currentTarget }) => onCommit(currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={`known-${name}`}>
          {[...new Set(choices)].map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      <div id={`about-${name}`}>
        {fault !== null && (
          <span class="field-error" role="alert">
            ✕ {fault}
          </span>
        )}
        {fault === null && hint !== null && <span class="quiet hint">{hint}</span>}
      </div>
    </div>
  );
}
