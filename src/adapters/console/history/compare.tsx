import { useEffect, useState } from 'preact/hooks';
import { useLive, useSettled } from '../api/live.js';
import type { RevisionView } from '../api/schema.js';
import { DiffTable } from '../parts/diff-table.js';
import { Link } from '../parts/link.js';
import { ProblemNote } from '../parts/problem-note.js';
import { useLanguage } from '../state/language.js';
import { changeQuery, pathTo, useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { sentenceOf } from '../parts/operation-sentence.js';
import { revisionIn } from '../parts/revision-number.js';

/** What any two revisions of a stream differ in; the address carries which. */
export function Compare({ stream }: { readonly stream: string }) {
  const say = useSay();
  const { query } = useRoute();
  const known = useLive('GET /admin/v1/streams/{stream}/revisions', {
    path: { stream },
    query: { limit: 50 },
  });
  const current = known.body?.items[0]?.revision ?? null;
  const to = revisionIn(query.get('to')) ?? current;
  const from = revisionIn(query.get('from')) ?? (to === null ? null : Math.max(to - 1, 1));
  const isAsked = from !== null && to !== null;
  const { body, problem } = useSettled(
    'GET /admin/v1/streams/{stream}/diff',
    isAsked ? { path: { stream }, query: { from, to } } : null,
  );
  const trouble = problem ?? known.problem;
  return (
    <section class="compare" data-from={from} data-to={to}>
      <p class="quiet">{say('history.compareLead')}</p>
      <datalist id="revisions-known">
        {known.body?.items.map((one) => (
          <Suggestion key={one.revision} entry={one} />
        ))}
      </datalist>
      <div class="filters">
        <RevisionInput name="from" value={from} most={current} label={say('history.fromRevision')} />
        <RevisionInput name="to" value={to} most={current} label={say('history.toRevision')} />
        <button class="button" data-act="swap" onClick={() => changeQuery({ from: to, to: from })}>
          ⇄ {say('history.swap')}
        </button>
        {isAsked && <Link to={pathTo('graph', stream, { from, to })}>{say('history.inTheGraph')}</Link>}
      </div>
      {trouble && !trouble.isOutage && <ProblemNote problem={trouble} />}
      {body === null && !trouble && <p class="quiet">{say('app.loading')}</p>}
      {body && (
        <div class="card">
          <DiffTable diff={body.diff} />
        </div>
      )}
    </section>
  );
}

function Suggestion({ entry: { revision, operations } }: { readonly entry: RevisionView }) {
  const spoken = useLanguage();
  const [first = {}] = operations;
  return <option value={revision}>{sentenceOf(first, spoken).main}</option>;
}

interface RevisionInputProps {
  readonly name: 'from' | 'to';
  readonly value: number | null;
  readonly most: number | null;
  readonly label: string;
}

/** What is being typed stays as it is until it is left. */
function RevisionInput({ name, value, most, label }: RevisionInputProps) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  useEffect(() => setTyped(value === null ? '' : String(value)), [value]);
  const isWrong = typed !== '' && (revisionIn(typed) === null || (most !== null && Number(typed) > most));
  const take = () => {
    if (revisionIn(typed) !== null) changeQuery({ [name]: typed.trim() });
  };
  return (
    <label class="field">
      <span>{label}</span>
      <input
        name={name}
        inputMode="numeric"
        list="revisions-known"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onChange={take}
        autocomplete="off"
        aria-invalid={isWrong}
      />
      {isWrong && most !== null && (
        <small class="field-error">{say('history.notARevision', { current: most })}</small>
      )}
    </label>
  );
}
