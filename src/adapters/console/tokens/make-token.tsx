import { useState } from 'preact/hooks';
import { ask } from '../api/ask.js';
import type { MadeTokenView } from '../api/schema.js';
import { ProblemNote } from '../parts/problem-note.js';
import { ROLES } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { ExpiryField } from './expiry-field.js';
import { FieldFaults } from './field-faults.js';
import { FreshSecret } from './fresh-secret.js';
import { StreamsField } from './streams-field.js';
import { FIRST_DRAFT, otherFaults, readDraft, type DraftFault, type TokenDraft } from './token-draft.js';
import { useSending } from './use-sending.js';

/** Makes a token, and shows it once. */
export function MakeToken() {
  const say = useSay();
  const [made, setMade] = useState<MadeTokenView | null>(null);
  return (
    <section class="card make-token" aria-labelledby="make-token">
      <h2 id="make-token">{say('tokens.make')}</h2>
      {made && <FreshSecret made={made} onForget={() => setMade(null)} />}
      {!made && <MakeForm onMade={setMade} />}
    </section>
  );
}

function MakeForm({ onMade }: { readonly onMade: (made: MadeTokenView) => void }) {
  const say = useSay();
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const [fault, setFault] = useState<DraftFault | null>(null);
  const { problem, isBusy, attempt, send } = useSending(onMade);
  const put = (more: Partial<TokenDraft>) => {
    setDraft({ ...draft, ...more });
    setFault(null);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { key, at } = attempt(JSON.stringify(draft));
    const read = readDraft(draft, at);
    setFault(read.isGood ? null : read.why);
    if (read.isGood) void send(() => ask('POST /admin/v1/tokens', { path: {}, body: read.body }, { key }));
  };
  const errors = problem?.refusal.errors ?? [];
  const isElsewhere = problem !== null && (errors.length === 0 || otherFaults(errors).length > 0);
  return (
    <form onSubmit={submit} noValidate>
      {isElsewhere && <ProblemNote problem={problem} />}
      <label class="field">
        <span>{say('tokens.name')}</span>
        <input
          name="name"
          value={draft.name}
          onInput={({ currentTarget }) => put({ name: currentTarget.value })}
          autocomplete="off"
          spellcheck={false}
        />
        <small class="quiet">{say('tokens.nameHint')}</small>
        <FieldFaults errors={errors} field="name" />
      </label>
      <RoleField draft={draft} onChange={put} />
      <FieldFaults errors={errors} field="role" />
      <StreamsField draft={draft} onChange={put} errors={errors} fault={fault} />
      <ExpiryField draft={draft} onChange={put} errors={errors} fault={fault} />
      <button class="button button-primary" disabled={isBusy}>
        {say('tokens.makeNow')}
      </button>
    </form>
  );
}

interface RoleFieldProps {
  readonly draft: TokenDraft;
  readonly onChange: (more: Partial<TokenDraft>) => void;
}

function RoleField({ draft, onChange }: RoleFieldProps) {
  const say = useSay();
  return (
    <fieldset class="choices">
      <legend>{say('tokens.role')}</legend>
      {ROLES.map((role) => (
        <label key={role} class="field-check">
          <input
            type="radio"
            name="role"
            value={role}
            checked={draft.role === role}
            onChange={() => onChange({ role })}
          />
          <span>
            <strong>{say(`app.role_${role}`)}</strong> <span class="quiet">{say(`tokens.role_${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
