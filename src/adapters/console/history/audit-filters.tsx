import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import { DAY, utcOf } from '../parts/moment.js';
import { now } from '../state/clock.js';
import { changeQuery } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { filterText, queryOf, typedOf, type AuditFilter, type TypedFilter } from './audit-filter.js';

const DAYS = [1, 7, 30] as const;
const NO_FILTER = { stream: null, actor: null, since: null, until: null } as const;

/** What is typed counts when it is sent off: the list does not jump about meanwhile. */
export function AuditFilters({ filter }: { readonly filter: AuditFilter }) {
  const say = useSay();
  const [typed, setTyped] = useState(() => typedOf(filter));
  useEffect(() => setTyped(typedOf(filter)), [filterText(filter)]);
  const put = (more: Partial<TypedFilter>) => setTyped({ ...typed, ...more });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    changeQuery(queryOf(typed, filter));
  };
  return (
    <form class="filters" onSubmit={submit} role="search" aria-label={say('history.filters')}>
      <StreamInput value={typed.stream} onType={(stream) => put({ stream })} />
      <label class="field">
        <span>{say('history.actor')}</span>
        <input
          name="actor"
          value={typed.actor}
          placeholder={say('history.any')}
          onInput={({ currentTarget }) => put({ actor: currentTarget.value })}
          autocomplete="off"
        />
      </label>
      <TimeInput name="since" value={typed.since} onType={(since) => put({ since })} />
      <TimeInput name="until" value={typed.until} onType={(until) => put({ until })} />
      <button class="button button-primary">{say('history.filter')}</button>
      <button type="button" class="button" data-act="clear" onClick={() => changeQuery(NO_FILTER)}>
        {say('history.clear')}
      </button>
    </form>
  );
}

/** The last days at a click. */
export function LastDays({ filter }: { readonly filter: AuditFilter }) {
  const say = useSay();
  const since = (days: number) => changeQuery({ ...filter, since: utcOf(now() - days * DAY), until: null });
  return (
    <div class="filter-days">
      {DAYS.map((days) => (
        <button key={days} class="button button-small" onClick={() => since(days)}>
          {days === 1 ? say('history.lastDay') : say('history.lastDays', { days })}
        </button>
      ))}
    </div>
  );
}

interface TypedInputProps {
  readonly value: string;
  readonly onType: (text: string) => void;
}

/** Not a list to choose from: one may look for what was done to a stream that is gone. */
function StreamInput({ value, onType }: TypedInputProps) {
  const say = useSay();
  const { body } = useLive('GET /v1/streams', { path: {}, query: { limit: 500 } });
  return (
    <label class="field">
      <span>{say('history.stream')}</span>
      <input
        name="stream"
        value={value}
        list="streams-known"
        placeholder={say('history.any')}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        autocomplete="off"
      />
      <datalist id="streams-known">
        {body?.items.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}

function TimeInput({ name, value, onType }: TypedInputProps & { readonly name: 'since' | 'until' }) {
  const say = useSay();
  return (
    <label class="field">
      <span>{say(`history.${name}`)}</span>
      <input
        type="datetime-local"
        name={name}
        step={1}
        value={value}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
      />
    </label>
  );
}
