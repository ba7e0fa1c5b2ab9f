import type { AdminStreamView, StreamView } from '../api/schema.js';
import { Link } from '../parts/link.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { FreshCell } from './fresh-cell.js';
import { newestOf, type Newest } from './newest.js';
import { RemarksCell } from './remarks-cell.js';
import { RolloutsCell } from './rollouts-cell.js';

export interface StreamRowProps {
  readonly stream: StreamView | AdminStreamView;
}

/** One stream on the board. */
export function StreamRow({ stream }: StreamRowProps) {
  const { name, rollouts } = stream;
  const running = rollouts.filter(({ state }) => state !== 'finished');
  return (
    <tr data-stream={name} data-revision={stream.revision}>
      <NameCell stream={stream} />
      <NewestCell stream={stream} />
      <RolloutsCell stream={name} rollouts={running} />
      <FreshCell stream={stream} />
      <RemarksCell stream={stream} running={running} />
    </tr>
  );
}

function NameCell({ stream: { name, aliases, description, state } }: StreamRowProps) {
  const say = useSay();
  return (
    <th scope="row">
      <Link to={pathTo('graph', name)} class="board-name">
        {name}
      </Link>{' '}
      {state !== 'active' && <span class={`tag tag-${state}`}>{say(`streams.state_${state}`)}</span>}
      {aliases.length > 0 && <div class="quiet">{say('streams.aliases', { names: aliases.join(', ') })}</div>}
      {description !== '' && <div class="quiet">{description}</div>}
    </th>
  );
}

function NewestCell({ stream: { basearches } }: StreamRowProps) {
  const say = useSay();
  const newest = newestOf(basearches, 'newest');
  const forAll = newestOf(basearches, 'newest_for_all');
  const isSame = JSON.stringify(newest) === JSON.stringify(forAll);
  return (
    <td data-label={say('streams.newest')}>
      <Versions newest={newest} />
      {!isSame && forAll.length > 0 && (
        <div class="for-all">
          <span class="quiet">{say('streams.forAll')}</span> <Versions newest={forAll} />
        </div>
      )}
      {newest.length === 0 && <span class="quiet">{say('streams.nothingYet')}</span>}
    </td>
  );
}

function Versions({ newest }: { readonly newest: readonly Newest[] }) {
  return (
    <>
      {newest.map(({ version, only }) => (
        <div key={version}>
          <span class="version">{version}</span>{' '}
          {only.length > 0 && <span class="quiet">{only.join(', ')}</span>}
        </div>
      ))}
    </>
  );
}
