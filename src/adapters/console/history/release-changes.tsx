import { useState } from 'preact/hooks';
import type { ReleaseChangeView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { differencesOf, fateOf } from './differences.js';
import { Differences } from './difference-table.js';

/** Few are shown at once; an import of hundreds is opened by whoever wants to see one. */
const FEW = 3;
const AT_A_GLANCE = 10;
const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

/** What each release was declared as before and after: only what differs. */
export function ReleaseChanges({ changes }: { readonly changes: readonly ReleaseChangeView[] }) {
  const say = useSay();
  const [isWhole, setWhole] = useState(changes.length <= AT_A_GLANCE);
  return (
    <div class="release-changes">
      {(isWhole ? changes : changes.slice(0, AT_A_GLANCE)).map((change) => (
        <ReleaseChange key={change.version} change={change} isOpenAtFirst={changes.length <= FEW} />
      ))}
      {!isWhole && (
        <button class="button button-small" data-act="all" onClick={() => setWhole(true)}>
          {say('history.allReleases', { count: changes.length })}
        </button>
      )}
    </div>
  );
}

interface ReleaseChangeProps {
  readonly change: ReleaseChangeView;
  readonly isOpenAtFirst: boolean;
}

function ReleaseChange({ change, isOpenAtFirst }: ReleaseChangeProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const fate = fateOf(change);
  return (
    <details
      class="release-change"
      data-version={change.version}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <span class={fate} aria-hidden="true">
          {SIGNS[fate]}
        </span>{' '}
        <span class="version">{change.version}</span> <span class="quiet">{say(`history.${fate}`)}</span>
      </summary>
      {isOpen && <Differences differences={differencesOf(change)} version={change.version} />}
    </details>
  );
}
