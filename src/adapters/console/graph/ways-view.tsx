import type { Graph } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import type { Hop, Ways } from './paths.js';
import { Reason } from '../parts/reason.js';

interface WaysViewProps {
  readonly graph: Graph;
  readonly position: number;
  readonly ways: Ways;
  /** What everybody may know of why a release waits; by version. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly onPick: (version: string) => void;
}

/** Where a release leads, hop by hop and why; then what it comes from. */
export function WaysView({ graph, position, ways, reasons, onPick }: WaysViewProps) {
  const say = useSay();
  const { path, end, waitsFor, from, to } = ways;
  return (
    <>
      <h3>{say('graph.path')}</h3>
      {path.length > 0 && <p class="quiet">{say('graph.pathHelp')}</p>}
      <ol class="graph-path">
        <li>
          <span class="version">{graph.nodes[position]?.version}</span>{' '}
          <span class="quiet">{say('graph.start')}</span>
        </li>
        {path.map((hop) => (
          <HopItem key={hop.to} {...{ graph, hop, onPick }} />
        ))}
      </ol>
      <p class={`graph-end end-${end}`} data-end={end}>
        {say(`graph.end_${end}`)}
      </p>
      {waitsFor.map((hop) => (
        <Waiting key={hop.to} {...{ graph, hop, reasons, onPick }} />
      ))}
      <h3>{say('graph.leadsTo')}</h3>
      {to.length === 0 && <p class="quiet">{say('graph.toNothing')}</p>}
      <ul class="graph-ends" data-list="to">
        {to.map((hop) => (
          <li key={hop.to}>
            <Version {...{ graph, position: hop.to, onPick }} />{' '}
            {!hop.isOffered && <span class="quiet">{say('graph.heldBack')}</span>}
          </li>
        ))}
      </ul>
      <h3>{say('graph.comesFrom')}</h3>
      <Origins {...{ graph, from, onPick }} />
    </>
  );
}

interface HopProps {
  readonly graph: Graph;
  readonly hop: Hop;
  readonly onPick: (version: string) => void;
}

function HopItem({ graph, hop, onPick }: HopProps) {
  const { nodes } = graph;
  return (
    <li data-hop={nodes[hop.to]?.version}>
      <Version {...{ graph, position: hop.to, onPick }} />
      <div class="quiet">
        <Why hop={hop} isNewest={hop.to === nodes.length - 1} />
      </div>
    </li>
  );
}

function Why({ hop: { barrier, rollout }, isNewest }: { readonly hop: Hop; readonly isNewest: boolean }) {
  const say = useSay();
  return (
    <>
      {barrier !== null && (
        <>
          {say('graph.hop_barrier')} · <Reason text={barrier} />{' '}
        </>
      )}
      {rollout?.state === 'finished' && say('graph.hop_forAll')}
      {rollout &&
        rollout.state !== 'finished' &&
        say('graph.hop_share', { share: percent(rollout.throttle) })}
      {isNewest && ` · ${say('graph.hop_newest')}`}
    </>
  );
}

function Waiting({ graph, hop, reasons, onPick }: HopProps & Pick<WaysViewProps, 'reasons'>) {
  const say = useSay();
  const { rollout } = hop;
  if (!rollout) return null;
  const version = graph.nodes[hop.to]?.version ?? '';
  return (
    <p class="graph-waiting" data-waits={version}>
      <Version {...{ graph, position: hop.to, onPick }} />{' '}
      {say('graph.hop_share', { share: percent(rollout.throttle) })} · {say('graph.turn')}{' '}
      {rollout.eligibleAt === null ? say('graph.never') : <Time at={rollout.eligibleAt} />}{' '}
      {reasons.get(version)}
    </p>
  );
}

interface OriginsProps {
  readonly graph: Graph;
  readonly from: readonly number[];
  readonly onPick: (version: string) => void;
}

/** More stand behind a click. */
const MANY = 6;

function Origins({ graph, from, onPick }: OriginsProps) {
  const say = useSay();
  if (from.length === 0) return <p class="quiet">{say('graph.fromNothing')}</p>;
  const list = (
    <ul class="graph-ends" data-list="from">
      {from.map((position) => (
        <li key={position}>
          <Version {...{ graph, position, onPick }} />
        </li>
      ))}
    </ul>
  );
  if (from.length <= MANY) return list;
  const [first, last] = [from[0] ?? 0, from.at(-1) ?? 0];
  return (
    <details>
      <summary>
        {say('graph.countReleases', { count: from.length })} ·{' '}
        <span class="version">
          {graph.nodes[first]?.version} … {graph.nodes[last]?.version}
        </span>
      </summary>
      {list}
    </details>
  );
}

interface VersionProps {
  readonly graph: Graph;
  readonly position: number;
  readonly onPick: (version: string) => void;
}

function Version({ graph, position, onPick }: VersionProps) {
  const version = graph.nodes[position]?.version ?? '';
  return (
    <button class="button-plain version" onClick={() => onPick(version)}>
      {version}
    </button>
  );
}
