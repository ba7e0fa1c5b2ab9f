import type { AdminStreamView, FindingView, RolloutView, StreamView } from '../api/schema.js';
import { percent } from '../parts/figures.js';
import { Link } from '../parts/link.js';
import { Distance, Time } from '../parts/time.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { newestOf, type Newest } from './newest.js';

interface StreamRowProps {
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

interface RolloutsCellProps {
  readonly stream: string;
  readonly rollouts: readonly RolloutView[];
}

function RolloutsCell({ stream, rollouts }: RolloutsCellProps) {
  const say = useSay();
  return (
    <td data-label={say('streams.rollingOut')}>
      {rollouts.length === 0 && <span class="quiet">{say('streams.noRollout')}</span>}
      {rollouts.map((rollout) => (
        <Link key={rollout.version} to={pathTo('rollouts', stream)} class="board-rollout">
          <Running rollout={rollout} />
        </Link>
      ))}
    </td>
  );
}

/** A rollout in a line: how far it has come, as a figure and as a bar, and what comes next. */
function Running({
  rollout: { version, state, throttle, start, end, basearches },
}: {
  readonly rollout: RolloutView;
}) {
  const say = useSay();
  return (
    <>
      <span class="version">{version}</span>{' '}
      <span class={`tag tag-${state}`}>{say(`streams.rollout_${state}`)}</span>{' '}
      <strong class="share" data-throttle={throttle}>
        {percent(throttle)}
      </strong>{' '}
      {basearches && <span class="quiet">{basearches.join(' ')} </span>}
      <span class="quiet">
        {state === 'scheduled' && start !== null && (
          <>
            · {say('streams.begins')} <Distance at={start} />
          </>
        )}
        {state === 'active' && end !== null && (
          <>
            · {say('streams.forAllAgain')} <Distance at={end} />
          </>
        )}
      </span>
      <progress
        class={`bar bar-${state}`}
        max={1}
        value={throttle}
        aria-label={version}
        aria-valuetext={percent(throttle)}
      />
    </>
  );
}

function FreshCell({ stream: { source, revision, updated_at } }: StreamRowProps) {
  const say = useSay();
  const { kind, last_success, last_attempt } = source;
  return (
    <td data-label={say('streams.fresh')}>
      <div>
        {say(`streams.source_${kind}`)}
        {'url' in source && source.url !== null && <code class="source-url"> {source.url}</code>}
      </div>
      {kind !== 'managed' && last_attempt !== null && (
        <div class="quiet">
          {say('streams.lastSuccess')}{' '}
          {last_success === null ? say('streams.never') : <Distance at={last_success} />}
        </div>
      )}
      <div class="quiet">
        {say('streams.revision', { revision })} {updated_at !== null && <Time at={updated_at} />}
      </div>
    </td>
  );
}

interface RemarksCellProps extends StreamRowProps {
  readonly running: readonly RolloutView[];
}

function RemarksCell({ stream, running }: RemarksCellProps) {
  const say = useSay();
  const { source } = stream;
  const warnings: readonly FindingView[] = 'warnings' in stream ? stream.warnings : [];
  const paused = running.filter(({ state }) => state === 'paused');
  const isWell = warnings.length === 0 && paused.length === 0 && source.last_error_kind === null;
  return (
    <td data-label={say('streams.remarks')} class="remarks">
      {isWell && <span class="well">✓ {say('streams.well')}</span>}
      {source.last_error_kind !== null && (
        <p class="remark remark-error">
          ✕ {say('streams.sourceFails')} <code>{source.last_error_kind}</code>{' '}
          {'last_error' in source && source.last_error?.message}
        </p>
      )}
      {paused.map(({ version, public_reason }) => (
        <p key={version} class="remark remark-warning">
          ‖ {say('streams.isPaused', { version })} {public_reason}
        </p>
      ))}
      {warnings.length > 0 && <Warnings warnings={warnings} />}
    </td>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly FindingView[] }) {
  const say = useSay();
  return (
    <details class="remark">
      <summary>
        ! {say('streams.findings', { count: warnings.length })}{' '}
        <code>{[...new Set(warnings.map(({ code }) => code))].join(' ')}</code>
      </summary>
      <ul>
        {warnings.map(({ code, path, message }) => (
          <li key={`${code} ${path} ${message}`}>
            {message} <code>{code}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
