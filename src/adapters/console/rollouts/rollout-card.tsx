import type { RolloutView, StreamView } from '../api/schema.js';
import { ExposureChart } from '../parts/exposure-chart.js';
import { percent } from '../parts/figures.js';
import { epochOf, localOf } from '../parts/moment.js';
import { ProblemNote } from '../parts/problem-note.js';
import { Distance } from '../parts/time.js';
import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { ActionBar } from './action-bar.js';
import { ActionPanel } from './action-panel.js';
import type { Desk } from './desk.js';
import { Legend } from './legend.js';
import { PauseNote } from './pause-note.js';
import { RolloutFacts } from './rollout-facts.js';
import { useWay } from './use-way.js';
import type { Way } from './way.js';
import { useWhom } from './use-whom.js';

interface RolloutCardProps {
  readonly stream: StreamView;
  readonly rollout: RolloutView;
  readonly desk: Desk;
}

/** One rollout: how far it has come, why it stands, its curve, and what can be done. */
export function RolloutCard({ stream, rollout, desk }: RolloutCardProps) {
  const { version, state } = rollout;
  const { way, detail, settled, problem } = useWay(stream, rollout);
  const isFollowing = stream.source.kind === 'folder' || stream.source.kind === 'mirror';
  const isOpen = desk.draft?.version === version && desk.draft.action !== 'start';
  return (
    <article class={`rollout rollout-${state}`} data-rollout={version} data-state={state}>
      <Headline rollout={rollout} />
      <div class="rollout-body">
        {state === 'paused' && <PauseNote rollout={rollout} pause={detail?.pause ?? null} />}
        {isOpen && <ActionPanel stream={stream} desk={desk} rollout={rollout} />}
        {!isOpen && <ActionBar rollout={rollout} detail={detail} settled={settled} desk={desk} />}
        {problem !== null && !problem.isOutage && <ProblemNote problem={problem} />}
        <Picture rollout={rollout} way={way} />
        <RolloutFacts rollout={rollout} origin={isFollowing ? (detail?.origin ?? null) : null} />
      </div>
    </article>
  );
}

const SIGNS = { scheduled: '◷', active: '▶', paused: '‖', finished: '✓' } as const;

/** As on a departure board: what, how far, and when it is through. */
function Headline({ rollout }: { readonly rollout: RolloutView }) {
  const say = useSay();
  const whom = useWhom(rollout.basearches);
  const { version, state, throttle, start, end } = rollout;
  return (
    <header class="rollout-board">
      <h3 class="version">{version}</h3>
      <p class="rollout-state">
        <span class="rollout-sign" aria-hidden="true">
          {SIGNS[state]}
        </span>{' '}
        {say(`streams.rollout_${state}`)}
        {state === 'scheduled' && start !== null && (
          <>
            {' · '}
            {say('streams.begins')} <Distance at={start} />
          </>
        )}
        {state === 'active' && end !== null && (
          <>
            {' · '}
            {say('streams.forAllAgain')} <Distance at={end} />
          </>
        )}
      </p>
      <p class="rollout-share">
        <strong data-throttle={throttle}>{percent(throttle)}</strong> <span>{whom}</span>
      </p>
      <progress class="bar" max={1} value={throttle} aria-label={`${version} ${percent(throttle)}`} />
    </header>
  );
}

function Picture({ rollout, way }: { readonly rollout: RolloutView; readonly way: Way }) {
  const say = useSay();
  const spoken = useLanguage();
  if (!way.curves.some(({ points }) => points.length > 1)) return null;
  const { version, state, throttle, end } = rollout;
  const time = end === null ? '' : localOf(epochOf(end), spoken);
  const rest = end === null ? '' : say('rollouts.chartEnd', { time });
  const ending = state === 'paused' ? say('rollouts.chartPaused') : rest;
  return (
    <>
      <ExposureChart
        curves={way.curves}
        pauses={way.pauses}
        label={say('rollouts.chart', { version, share: percent(throttle), end: ending })}
      />
      <Legend way={way} />
    </>
  );
}
