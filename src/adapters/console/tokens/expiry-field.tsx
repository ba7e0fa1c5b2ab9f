import { Time } from '../parts/time.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';
import { expiryOf, MOST_DAYS, type ExpiryInput } from './expiry.js';
import { FieldFaults } from './field-faults.js';
import type { DraftFieldProps } from './streams-field.js';

/** When a token ends: never, after some days, or at a time. */
export function ExpiryField({ draft: { expiry }, onChange, errors, fault }: DraftFieldProps) {
  const say = useSay();
  const put = (more: Partial<ExpiryInput>) => onChange({ expiry: { ...expiry, ...more } });
  return (
    <fieldset class="choices">
      <legend>{say('tokens.expires')}</legend>
      <Kind kind="never" expiry={expiry} put={put}>
        {say('tokens.noEnd')}
      </Kind>
      <div class="choices-line">
        <Kind kind="days" expiry={expiry} put={put}>
          {say('tokens.inDays')}
        </Kind>
        <input
          name="days"
          inputMode="numeric"
          aria-label={say('tokens.days')}
          value={expiry.days}
          onInput={({ currentTarget }) => put({ kind: 'days', days: currentTarget.value })}
        />
        {say('tokens.days')}
      </div>
      <div class="choices-line">
        <Kind kind="date" expiry={expiry} put={put}>
          {say('tokens.atDate')}
        </Kind>
        <input
          type="datetime-local"
          name="date"
          aria-label={say('tokens.atDate')}
          value={expiry.date}
          onInput={({ currentTarget }) => put({ kind: 'date', date: currentTarget.value })}
        />
      </div>
      <End expiry={expiry} />
      {fault === 'badDays' && <Wrong>{say('tokens.badDays', { most: MOST_DAYS })}</Wrong>}
      {fault === 'badDate' && <Wrong>{say('tokens.badDate')}</Wrong>}
      <FieldFaults errors={errors} field="expires_at" />
    </fieldset>
  );
}

interface KindProps {
  readonly kind: ExpiryInput['kind'];
  readonly expiry: ExpiryInput;
  readonly put: (more: Partial<ExpiryInput>) => void;
  readonly children: string;
}

function Kind({ kind, expiry, put, children }: KindProps) {
  return (
    <label class="field-check">
      <input
        type="radio"
        name="expiry"
        value={kind}
        checked={expiry.kind === kind}
        onChange={() => put({ kind })}
      />
      {children}
    </label>
  );
}

/** The moment itself, so that nobody has to count. */
function End({ expiry }: { readonly expiry: ExpiryInput }) {
  const say = useSay();
  const end = expiryOf(expiry, useNow(10));
  if (!end.isGood || end.at === null) return null;
  return (
    <p class="quiet">
      {say('tokens.ends')} <Time at={end.at} />
    </p>
  );
}

function Wrong({ children }: { readonly children: string }) {
  return (
    <small class="field-error" role="alert">
      ✕ {children}
    </small>
  );
}
