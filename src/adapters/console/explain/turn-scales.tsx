import type { WarinessView } from '../api/schema.js';
import { shares } from '../../../graph/shares.js';
import { useSay } from '../texts/use-say.js';
import type { Turn } from './turns.js';
import { Until } from './until.js';

interface TurnScalesProps {
  readonly turns: readonly Turn[];
  readonly wariness: WarinessView;
  /** The moment that is asked about. */
  readonly at: string;
}

/** Where the node stands in the fleet, and how far each rollout has come on its way to it. */
export function TurnScales({ turns, wariness, at }: TurnScalesProps) {
  const say = useSay();
  const [, place] = shares(turns[0]?.throttle ?? 1, wariness.value);
  return (
    <section class="explain-part">
      <h2>{say('explain.place')}</h2>
      <p class="quiet" data-wariness={wariness.value}>
        {say(`explain.place_${wariness.source}`, { value: place })}
      </p>
      {turns.map((turn) => (
        <Scale key={turn.version} turn={turn} wariness={wariness.value} at={at} />
      ))}
    </section>
  );
}

interface ScaleProps {
  readonly turn: Turn;
  /** 0 (first of all) to 1 (last of all). */
  readonly wariness: number;
  readonly at: string;
}

function Scale({ turn, wariness, at }: ScaleProps) {
  const say = useSay();
  const { version, throttle, eligible_at: eligibleAt, paused, isIn } = turn;
  const state = isIn ? 'in' : paused ? 'paused' : eligibleAt === null ? 'never' : 'comes';
  // To as many digits as the server's message says them with.
  const [reached, place] = shares(throttle, wariness);
  const figures = { version, reached, place };
  return (
    <figure class={`scale scale-${state}`} data-version={version} data-throttle={throttle}>
      <figcaption>
        <span class="version">{version}</span>{' '}
        <strong>{say('explain.reached', { share: figures.reached })}</strong>{' '}
        <span class={`coming coming-${state}`}>
          {say(`explain.turn_${state}`)} {eligibleAt !== null && <Until at={eligibleAt} from={at} />}
        </span>
      </figcaption>
      <Bar
        label={say('explain.scaleLabel', figures)}
        {...{ throttle, wariness }}
        mark={say('explain.thisNode', { share: figures.place })}
      />
    </figure>
  );
}

interface BarProps {
  readonly label: string;
  readonly mark: string;
  readonly throttle: number;
  readonly wariness: number;
}

/** Positions in percent, so that texts keep their size however wide it is. */
function Bar({ label, mark, throttle, wariness }: BarProps) {
  const say = useSay();
  const x = `${wariness * 100}%`;
  const anchor = wariness < 0.2 ? 'start' : wariness > 0.8 ? 'end' : 'middle';
  return (
    <svg class="scale-bar" role="img" aria-label={label} width="100%" height="58">
      <rect class="scale-ground" x="0" y="22" width="100%" height="14" rx="7" />
      <rect class="scale-reached" x="0" y="22" width={`${Math.min(throttle, 1) * 100}%`} height="14" rx="7" />
      <line class="scale-mark" x1={x} x2={x} y1="17" y2="41" />
      <text class="scale-node" x={x} y="12" text-anchor={anchor}>
        {mark}
      </text>
      <text class="scale-end" x="0" y="53">
        {say('explain.first')}
      </text>
      <text class="scale-end" x="100%" y="53" text-anchor="end">
        {say('explain.last')}
      </text>
    </svg>
  );
}
