import { useState } from 'preact/hooks';
import type { ReleaseChangeView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { differencesOf, fateOf, type Difference } from './differences.js';

/** Few are shown at once; an import of hundreds is opened by whoever wants to see one. */
const FEW = 3;
const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

/** What each release was declared as before and after: only what differs. */
export function ReleaseChanges({ changes }: { readonly changes: readonly ReleaseChangeView[] }) {
  return (
    <div class="release-changes">
      {changes.map((change) => (
        <ReleaseChange key={change.version} change={change} isOpenAtFirst={changes.length <= FEW} />
      ))}
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

interface DifferencesProps {
  readonly differences: readonly Difference[];
  readonly version: string;
}

function Differences({ differences, version }: DifferencesProps) {
  const say = useSay();
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={version}>
      <table class="differences">
        <thead>
          <tr>
            <th scope="col">{say('history.field')}</th>
            <th scope="col">{say('history.before')}</th>
            <th scope="col">{say('history.after')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field, before, after }) => (
            <tr key={field} data-field={field}>
              <th scope="row">{field}</th>
              <td class="removed">{before === null ? <None /> : `−\u00a0${before}`}</td>
              <td class="added">{after === null ? <None /> : `+\u00a0${after}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function None() {
  return <span class="quiet">–</span>;
}
