import { useLive } from '../api/live.js';
import type { FaultView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { FieldFaults } from './field-faults.js';
import type { DraftFault, TokenDraft } from './token-draft.js';

export interface DraftFieldProps {
  readonly draft: TokenDraft;
  readonly onChange: (more: Partial<TokenDraft>) => void;
  readonly errors: readonly FaultView[];
  readonly fault: DraftFault | null;
}

/** Which streams a token sees: all of them, or some of those there are. */
export function StreamsField({ draft, onChange, errors, fault }: DraftFieldProps) {
  const say = useSay();
  const { isOfAll } = draft;
  return (
    <fieldset class="choices">
      <legend>{say('tokens.streams')}</legend>
      <label class="field-check">
        <input
          type="radio"
          name="bounds"
          value="all"
          checked={isOfAll}
          onChange={() => onChange({ isOfAll: true })}
        />
        {say('tokens.allStreams')}
      </label>
      <label class="field-check">
        <input
          type="radio"
          name="bounds"
          value="some"
          checked={!isOfAll}
          onChange={() => onChange({ isOfAll: false })}
        />
        {say('tokens.someStreams')}
      </label>
      {!isOfAll && <Streams draft={draft} onChange={onChange} />}
      {fault === 'chooseStream' && (
        <small class="field-error" role="alert">
          ✕ {say('tokens.chooseStream')}
        </small>
      )}
      <FieldFaults errors={errors} field="streams" />
    </fieldset>
  );
}

function Streams({ draft: { streams }, onChange }: Pick<DraftFieldProps, 'draft' | 'onChange'>) {
  const { body } = useLive('GET /admin/v1/streams', { path: {}, query: { limit: 500 } });
  const toggle = (name: string) =>
    onChange({
      streams: streams.includes(name) ? streams.filter((one) => one !== name) : [...streams, name],
    });
  return (
    <div class="choices-some">
      {body?.items.map(({ name }) => (
        <label key={name} class="field-check">
          <input
            type="checkbox"
            name="stream"
            value={name}
            checked={streams.includes(name)}
            onChange={() => toggle(name)}
          />
          <span class="version">{name}</span>
        </label>
      ))}
    </div>
  );
}
