import { useRef, useState } from 'preact/hooks';
import { ApiProblem, unreachable } from '../api/api-problem.js';
import { ask } from '../api/ask.js';
import { refreshAll } from '../api/live.js';
import { requestKey } from '../api/request-key.js';
import type { MadeTokenView, TokenBody } from '../api/schema.js';
import { ProblemNote } from '../parts/problem-note.js';
import { now } from '../state/clock.js';
import { ROLES } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { ExpiryField } from './expiry-field.js';
import { FieldFaults } from './field-faults.js';
import { FreshSecret } from './fresh-secret.js';
import { StreamsField } from './streams-field.js';
import { FIRST_DRAFT, otherFaults, readDraft, type DraftFault, type TokenDraft } from './token-draft.js';

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
  const attempt = useAttempt();
  const { problem, isBusy, make } = useMaking(onMade);
  const put = (more: Partial<TokenDraft>) => {
    setDraft({ ...draft, ...more });
    setFault(null);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { key, at } = attempt(draft);
    const read = readDraft(draft, at);
    setFault(read.isGood ? null : read.why);
    if (read.isGood) void make(read.body, key);
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

/** The same form sent again, because no answer came, is the same request to the letter: it makes no second token. */
function useAttempt() {
  const last = useRef({ about: '', key: '', at: 0 });
  return (draft: TokenDraft) => {
    const about = JSON.stringify(draft);
    if (last.current.about !== about) last.current = { about, key: requestKey(), at: now() };
    return last.current;
  };
}

function useMaking(onMade: (made: MadeTokenView) => void) {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (body: TokenBody, key: string) => {
    setBusy(true);
    try {
      onMade(await ask('POST /admin/v1/tokens', { path: {}, body }, { key }));
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : unreachable(String(error)));
      setBusy(false);
    }
    refreshAll();
  };
  return { problem, isBusy, make };
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
