import type { RolloutView } from '../api/schema.js';
import { percent } from '../parts/figures.js';
import { Link } from '../parts/link.js';
import { Distance, Time } from '../parts/time.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';

interface RolloutsCellProps {
  readonly stream: string;
  readonly rollouts: readonly RolloutView[];
}

/** What is on its way to the fleet. */
export function RolloutsCell({ stream, rollouts }: RolloutsCellProps) {
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
      <span class="quiet">{say('streams.ofFleet')}</span>{' '}
      {basearches && <span class="quiet">{basearches.join(' ')} </span>}
      <span class="quiet">
        {state === 'scheduled' && start !== null && (
          <>
            · {say('streams.begins')} <When at={start} />
          </>
        )}
        {state === 'active' && end !== null && (
          <>
            · {say('streams.forAllAgain')} <When at={end} />
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

function When({ at }: { readonly at: string }) {
  return (
    <>
      <Time at={at} /> (<Distance at={at} />)
    </>
  );
}
