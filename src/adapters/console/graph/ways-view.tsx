import type { Graph } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import { Reason } from '../parts/reason.js';
import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import { Origins } from './origins.js';
import type { Hop, Progress, Ways } from './paths.js';
import { VersionButton } from './version-button.js';

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
      <ol class="graph-path" data-end={end}>
        <li>
          <span class="version">{graph.nodes[position]?.version}</span>{' '}
          <span class="quiet">{say('graph.start')}</span>
        </li>
        {path.map((hop) => (
          <HopItem key={hop.to} {...{ graph, hop, onPick }} />
        ))}
      </ol>
      {!isSaidByStation(ways) && <p class={`graph-end end-${end}`}>{say(`graph.end_${end}`)}</p>}
      {waitsFor.map((hop) => (
        <Waiting key={hop.to} {...{ graph, hop, reasons, onPick }} />
      ))}
      <h3>{say('graph.leadsTo')}</h3>
      {to.length === 0 && <p class="quiet">{say('graph.toNothing')}</p>}
      <ul class="graph-ends" data-list="to">
        {to.map((hop) => (
          <li key={hop.to}>
            <VersionButton {...{ graph, position: hop.to, onPick }} />{' '}
            {!hop.isOffered && <span class="quiet">{say('graph.heldBack')}</span>}
          </li>
        ))}
      </ul>
      <h3>{say('graph.comesFrom')}</h3>
      <Origins {...{ graph, from, onPick }} />
    </>
  );
}

/** That a path ends at the newest release stands at its last station already. */
function isSaidByStation({ path, end }: Ways): boolean {
  return end === 'newest' && path.length > 0;
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
      <VersionButton {...{ graph, position: hop.to, onPick }} />
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
      {rollout && rollout.state !== 'finished' && <Share rollout={rollout} />}
      {isNewest && ` · ${say('graph.hop_newest')}`}
    </>
  );
}

function Share({ rollout: { throttle, state } }: { readonly rollout: Progress }) {
  const say = useSay();
  return (
    <>
      {say('graph.hop_share', { share: percent(throttle) })}
      {state === 'paused' && ` · ‖ ${say('graph.state_paused')}`}
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
      <VersionButton {...{ graph, position: hop.to, onPick }} /> <Share rollout={rollout} /> ·{' '}
      {say('graph.turn')}{' '}
      {rollout.eligibleAt === null ? say('graph.never') : <Time at={rollout.eligibleAt} />}{' '}
      {reasons.get(version)}
    </p>
  );
}
