import { useState } from 'preact/hooks';
import type { DiffView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';

interface DiffTableProps {
  readonly diff: readonly DiffView[];
}

/** What a change does to each graph: figures first, the edges themselves to whoever opens it. */
export function DiffTable({ diff }: DiffTableProps) {
  const say = useSay();
  if (diff.length === 0) return <p class="quiet">{say('change.noDifference')}</p>;
  return (
    <div class="diff">
      {diff.map((scope) => (
        <ScopeDiff key={`${scope.basearch} ${scope.scheme}`} scope={scope} />
      ))}
    </div>
  );
}

function ScopeDiff({ scope }: { readonly scope: DiffView }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { nodes_added, nodes_removed, nodes_changed, edges_added, edges_removed, stranded } = scope;
  return (
    <details class="diff-scope" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <strong>{scope.basearch}</strong> <span class="quiet">{scope.scheme}</span>{' '}
        <Count sign="+" class="added" count={nodes_added.length} unit={say('change.nodes')} />
        <Count sign="−" class="removed" count={nodes_removed.length} unit={say('change.nodes')} />
        <Count sign="~" class="changed" count={nodes_changed.length} unit={say('change.nodes')} />
        <Count sign="+" class="added" count={edges_added.length} unit={say('change.edges')} />
        <Count sign="−" class="removed" count={edges_removed.length} unit={say('change.edges')} />
        {stranded.length > 0 && (
          <span class="removed">{say('change.stranded', { count: stranded.length })}</span>
        )}
      </summary>
      {isOpen && <ScopeNames scope={scope} />}
    </details>
  );
}

function ScopeNames({ scope }: { readonly scope: DiffView }) {
  const say = useSay();
  const { nodes_added, nodes_removed, nodes_changed, edges_added, edges_removed, stranded } = scope;
  return (
    <>
      <Names title={say('change.nodesAdded')} names={nodes_added} />
      <Names title={say('change.nodesRemoved')} names={nodes_removed} />
      <Names title={say('change.nodesChanged')} names={nodes_changed} />
      <Names title={say('change.edgesAdded')} names={edges_added.map((edge) => edge.join(' → '))} />
      <Names title={say('change.edgesRemoved')} names={edges_removed.map((edge) => edge.join(' → '))} />
      <Names title={say('change.strandedVersions')} names={stranded} />
    </>
  );
}

interface CountProps {
  readonly sign: string;
  readonly class: string;
  readonly count: number;
  readonly unit: string;
}

function Count({ sign, count, unit, ...rest }: CountProps) {
  if (count === 0) return null;
  return (
    <span {...rest}>
      {sign}
      {count} {unit}{' '}
    </span>
  );
}

/** A stream of thousands of releases has as many edges: no more are drawn than somebody reads. */
function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  if (names.length === 0) return null;
  const shown = isWhole ? names : names.slice(0, MOST_NAMES);
  return (
    <div class="diff-names">
      <h4>
        {title} ({names.length})
      </h4>
      <ul>
        {shown.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {shown.length < names.length && (
        <button type="button" class="button button-small" onClick={() => setWhole(true)}>
          {say('change.allNames', { count: names.length })}
        </button>
      )}
    </div>
  );
}

const MOST_NAMES = 200;
