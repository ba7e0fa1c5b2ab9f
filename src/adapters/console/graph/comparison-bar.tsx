import { useLive, useSettled } from '../api/live.js';
import type { RevisionView } from '../api/schema.js';
import { DiffTable } from '../parts/diff-table.js';
import { ProblemNote } from '../parts/problem-note.js';
import { localOf, epochOf } from '../parts/moment.js';
import { sentenceOf } from '../parts/operation-sentence.js';
import { useLanguage } from '../state/language.js';
import type { Language } from '../texts/languages.js';
import { useSay } from '../texts/use-say.js';
import type { Scope } from './scope.js';

interface ComparisonBarProps {
  readonly stream: string;
  readonly scope: Scope;
  readonly from: number;
  /** `null` for the current one. */
  readonly to: number | null;
  readonly side: 'before' | 'after';
  readonly onChange: (change: { readonly from?: number; readonly to?: number | null }) => void;
  readonly onSide: (side: 'before' | 'after') => void;
}

/** Which two revisions are compared, which of the two is shown, and what the server says that they differ in. */
export function ComparisonBar({ stream, scope, from, to, side, onChange, onSide }: ComparisonBarProps) {
  const say = useSay();
  const { body: page } = useLive('GET /admin/v1/streams/{stream}/revisions', {
    path: { stream },
    query: { limit: 500 },
  });
  const revisions = page?.items ?? [];
  return (
    <div class="card graph-compare">
      <div class="graph-compare-choice">
        <RevisionChoice
          label={say('graph.older')}
          {...{ revisions, value: from }}
          onChange={(value) => value !== null && onChange({ from: value })}
        />
        <RevisionChoice
          label={say('graph.newer')}
          current={say('graph.current')}
          {...{ revisions, value: to }}
          onChange={(value) => onChange({ to: value })}
        />
        <Sides side={side} onSide={onSide} />
      </div>
      <Difference {...{ stream, scope, from, to }} />
    </div>
  );
}

interface RevisionChoiceProps {
  readonly label: string;
  readonly revisions: readonly RevisionView[];
  readonly value: number | null;
  /** What having no number is called, where it is a choice. */
  readonly current?: string;
  readonly onChange: (revision: number | null) => void;
}

function RevisionChoice({ label, revisions, value, current, onChange }: RevisionChoiceProps) {
  const spoken = useLanguage();
  const isKnown = value === null || revisions.some(({ revision }) => revision === value);
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget: { value: chosen } }) => onChange(chosen === '' ? null : Number(chosen))}
      >
        {current !== undefined && <option value="">{current}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {revisions.map(({ revision, at, actor, operations }) => (
          <option key={revision} value={revision}>
            {`${revision} · ${localOf(epochOf(at), spoken)} · ${actor} · ${deedsOf(operations, spoken)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was done, as the history says it; of many deeds the first two. */
function deedsOf(operations: RevisionView['operations'], spoken: Language): string {
  const deeds = [...new Set(operations.map((done) => sentenceOf(done, spoken).main))];
  return deeds.length > 2 ? `${deeds.slice(0, 2).join(', ')} …` : deeds.join(', ');
}

function Sides({ side, onSide }: Pick<ComparisonBarProps, 'side' | 'onSide'>) {
  const say = useSay();
  const explained = { before: 'graph.gone', after: 'graph.come' } as const;
  return (
    <div class="graph-sides" role="group">
      {(['before', 'after'] as const).map((one) => (
        <button key={one} class="button" aria-pressed={side === one} onClick={() => onSide(one)}>
          {say(`graph.${one}`)} <span class="quiet">{say(explained[one])}</span>
        </button>
      ))}
    </div>
  );
}

type DifferenceProps = Pick<ComparisonBarProps, 'stream' | 'scope' | 'from' | 'to'>;

/** What came stays, whatever is refused after it. */
function Difference({ stream, scope, from, to }: DifferenceProps) {
  const { body, problem } = useDifference(stream, from, to);
  const own = body?.diff.filter(
    ({ basearch, scheme }) => basearch === scope.basearch && scheme === scope.scheme,
  );
  return (
    <>
      {problem && !problem.isOutage && <ProblemNote problem={problem} />}
      {own && <DiffTable diff={own} />}
    </>
  );
}

/** Between two old revisions nothing changes any more. */
function useDifference(stream: string, from: number, to: number | null) {
  const name = 'GET /admin/v1/streams/{stream}/diff';
  const path = { stream };
  const fixed = useSettled(name, to === null ? null : { path, query: { from, to } });
  const live = useLive(name, to === null ? { path, query: { from } } : null);
  return to === null ? live : fixed;
}
