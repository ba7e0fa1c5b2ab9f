import { useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import { useSay } from '../texts/use-say.js';
import type { FieldName, Fields, Missing } from './fields.js';
import { localInputOfTime, utcOfInput } from '../parts/local-input.js';
import { TextField } from './text-field.js';

/** What the server refuses about one field. */
export interface FieldFault {
  readonly field: FieldName;
  readonly message: string;
}

interface NodeFormProps {
  readonly fields: Fields;
  readonly missing: readonly Missing[];
  readonly fault: FieldFault | null;
  readonly onChange: (fields: Partial<Fields>) => void;
}

/** What is asked, field by field. */
export function NodeForm({ fields, missing, fault, onChange }: NodeFormProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(() => missing.length > 0 || matchMedia('(min-width: 900px)').matches);
  const { streams, basearches } = useNames(fields.stream);
  const of = (name: Exclude<FieldName, 'scheme'>) => ({
    name,
    value: fields[name],
    fault: fault?.field === name ? fault.message : null,
    isMissing: missing.some((one) => one === name || (one === 'node' && name === 'version')),
    onCommit: (value: string) => onChange({ [name]: value }),
  });
  return (
    <details
      class="explain-fields"
      open={isOpen || fault !== null}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{say('explain.fields')}</summary>
      <form class="field-grid" onSubmit={(event) => event.preventDefault()}>
        <TextField {...of('stream')} choices={streams} />
        <TextField {...of('basearch')} choices={basearches} />
        <SchemeField value={fields.scheme} onChange={(scheme) => onChange({ scheme })} />
        <TextField
          {...of('version')}
          hint={fields.payload !== '' && fields.version !== '' ? say('explain.payloadCounts') : null}
        />
        <TextField {...of('payload')} isLong />
        <TextField
          {...of('uuid')}
          isLong
          hint={fields.uuid !== '' && fields.wariness !== '' ? say('explain.warinessCounts') : null}
        />
        <TextField {...of('wariness')} />
        <TextField
          {...of('at')}
          isLong
          type="datetime-local"
          value={localInputOfTime(fields.at)}
          onCommit={(value) => onChange({ at: utcOfInput(value) ?? '' })}
          hint={say(fields.at === '' ? 'explain.atNow' : 'explain.atThen')}
        />
      </form>
      {fields.at !== '' && (
        <button class="button button-small" type="button" onClick={() => onChange({ at: '' })}>
          {say('explain.backToNow')}
        </button>
      )}
    </details>
  );
}

/** What may be chosen; anything may be typed. */
function useNames(stream: string) {
  const { body } = useLive('GET /v1/streams', { path: {}, query: { limit: 500 } });
  const items = body?.items ?? [];
  const chosen = items.find(({ name, aliases }) => name === stream || aliases.includes(stream));
  return {
    streams: items.flatMap(({ name, aliases }) => [name, ...aliases]),
    basearches: (chosen ? [chosen] : items).flatMap(({ basearches }) =>
      basearches.map(({ basearch }) => basearch),
    ),
  };
}

interface SchemeFieldProps {
  readonly value: string;
  readonly onChange: (scheme: string) => void;
}

function SchemeField({ value, onChange }: SchemeFieldProps) {
  const say = useSay();
  return (
    <label class="field">
      <span>{say('explain.field_scheme')}</span>
      <select name="scheme" value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="checksum">{say('explain.scheme_checksum')}</option>
        <option value="oci">{say('explain.scheme_oci')}</option>
      </select>
    </label>
  );
}
