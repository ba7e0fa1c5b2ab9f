import type { RolloutView } from '../api/schema.js';
import { ExposureChart } from '../parts/exposure-chart.js';
import { percent } from '../parts/figures.js';
import { epochOf, localOf } from '../parts/moment.js';
import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { Legend } from './legend.js';
import type { RolloutWay } from './use-way.js';

interface PictureProps extends Pick<RolloutWay, 'way' | 'problem'> {
  readonly rollout: RolloutView;
}

/** The curves of a rollout; while they are not there it is said why. */
export function Picture({ rollout, way, problem }: PictureProps) {
  const say = useSay();
  const spoken = useLanguage();
  if (way === null) {
    if (problem?.isOutage === false) return null;
    return (
      <p class="quiet" data-curve="none">
        {say(problem === null ? 'app.loading' : 'rollouts.noCurve')}
      </p>
    );
  }
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
