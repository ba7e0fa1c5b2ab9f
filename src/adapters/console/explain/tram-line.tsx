import { useSay } from '../texts/use-say.js';
import { Reason } from '../parts/reason.js';
import type { Station, Way } from './stations.js';
import { Until } from './until.js';

interface TramLineProps {
  readonly stations: readonly Station[];
  /** The moment that is asked about. */
  readonly at: string;
  /** Asks what it will be at a moment. */
  readonly onLook: (at: string) => void;
}

/** The way of a node, stop by stop; a stretch that it is held back from is dashed. */
export function TramLine({ stations, at, onLook }: TramLineProps) {
  const say = useSay();
  const hops = stations.length - 1;
  return (
    <section class="explain-part">
      <h2>{say('explain.way')}</h2>
      <p class="quiet">{hops === 0 ? say('explain.noHops') : say('explain.hops', { count: hops })}</p>
      <ol class="tram">
        {stations.map((station, i) => (
          <Stop
            key={station.version}
            station={station}
            next={stations[i + 1]?.way ?? null}
            at={at}
            onLook={onLook}
          />
        ))}
      </ol>
    </section>
  );
}

interface StopProps extends ComingProps {
  /** How it goes on from there; `null` from the last one. */
  readonly next: Way | null;
}

function Stop({ station, next, at, onLook }: StopProps) {
  const say = useSay();
  const { version, way, isBarrier, barrierReason, deadendReason, isLast } = station;
  const kind = isBarrier ? 'barrier' : isLast ? 'last' : 'plain';
  return (
    <li
      class={`stop way-${way} stop-${way === 'here' ? 'here' : kind} next-${next ?? 'none'}`}
      data-version={version}
      data-way={way}
    >
      <span class="version">{version}</span>{' '}
      {way === 'here' && <span class="tag tag-here">{say('explain.way_here')}</span>}
      {isLast && way !== 'here' && <span class="tag">{say('explain.terminus')}</span>}{' '}
      {isBarrier && <span class="tag tag-barrier">{say('explain.barrier')}</span>}{' '}
      {deadendReason !== null && <span class="tag tag-eol">{say('explain.deadend')}</span>}{' '}
      <Coming station={station} at={at} onLook={onLook} />
      {barrierReason !== null && (
        <div class="stop-reason">
          <Reason text={barrierReason} />
        </div>
      )}
      {deadendReason !== null && (
        <div class="stop-reason">
          <Reason text={deadendReason} />
        </div>
      )}
    </li>
  );
}

interface ComingProps extends Pick<TramLineProps, 'at' | 'onLook'> {
  readonly station: Station;
}

/** When it gets there. */
function Coming({ station: { way, eligibleAt }, at, onLook }: ComingProps) {
  const say = useSay();
  if (way === 'here' || way === 'free') return null;
  return (
    <span class={`coming coming-${way}`}>
      {say(`explain.way_${way}`)}{' '}
      {eligibleAt !== null && (
        <>
          <Until at={eligibleAt} from={at} />{' '}
          <button class="button button-small" type="button" onClick={() => onLook(eligibleAt)}>
            {say('explain.lookThen')}
          </button>
        </>
      )}
    </span>
  );
}
