import type { ComponentChildren } from 'preact';
import { useSay } from '../texts/use-say.js';
import { BarrierMark, DeadendMark, PileMark, PlainMark, RolloutMark } from './marks.js';

/** What the marks mean. */
export function Legend() {
  const say = useSay();
  return (
    <ul class="graph-legend" aria-label={say('graph.legend')}>
      <Entry mark={<PlainMark />} text={say('graph.legend_plain')} />
      <Entry mark={<BarrierMark />} text={say('graph.legend_barrier')} />
      <Entry mark={<DeadendMark />} text={say('graph.legend_deadend')} />
      <Entry mark={<RolloutMark share={0.3} isStill={false} />} text={say('graph.legend_rollout')} />
      <Entry mark={<RolloutMark share={0.3} isStill />} text={say('graph.legend_paused')} />
      <Entry mark={<RolloutMark share={1} isStill={false} />} text={say('graph.legend_forAll')} />
      <Entry
        mark={
          <g class="spot-stuck">
            <PlainMark />
          </g>
        }
        text={say('graph.legend_stuck')}
      />
      <Entry mark={<path class="rail" d="M-12 0H12" />} text={say('graph.legend_rail')} />
      <Entry
        mark={
          <g class="rail-held">
            <path class="rail" d="M-12 0H12" />
          </g>
        }
        text={say('graph.legend_held')}
      />
      <Entry mark={<PileMark />} text={say('graph.legend_pile')} />
    </ul>
  );
}

function Entry({ mark, text }: { readonly mark: ComponentChildren; readonly text: string }) {
  return (
    <li>
      <svg class="graph-svg" viewBox="-13 -9 26 18" width={26} height={18} aria-hidden="true">
        {mark}
      </svg>{' '}
      {text}
    </li>
  );
}
