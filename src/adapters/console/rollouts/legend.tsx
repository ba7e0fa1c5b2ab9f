import { useSay } from '../texts/use-say.js';
import type { Way } from './way.js';

/** Which line is which. */
export function Legend({ way: { curves, pauses } }: { readonly way: Way }) {
  const say = useSay();
  return (
    <ul class="legend">
      {curves.map(({ kind }) => (
        <li key={kind}>
          <svg class="chart" viewBox="0 0 30 10" aria-hidden="true">
            <path class={`curve curve-${kind}`} d="M1 5L29 5" />
          </svg>
          {say(`rollouts.legend_${kind}`)}
        </li>
      ))}
      {pauses.length > 0 && (
        <li>
          <span class="legend-pause" aria-hidden="true">
            ‖
          </span>
          {say('rollouts.legend_pause')}
        </li>
      )}
    </ul>
  );
}
