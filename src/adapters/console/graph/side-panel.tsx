import { useEffect, useRef } from 'preact/hooks';
import type { RolloutView } from '../api/schema.js';
import type { Graph, Node } from '../../../graph/model.js';
import { endEpoch } from '../../../graph/rollout.js';
import { percent } from '../parts/figures.js';
import { Link } from '../parts/link.js';
import { Time } from '../parts/time.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { CopyButton } from './copy-button.js';
import { progressOf, type Viewer, type Ways } from './paths.js';
import { Reason } from '../parts/reason.js';
import type { StreamScope } from './scope.js';
import { WaysView } from './ways-view.js';

interface SidePanelProps {
  readonly scope: StreamScope;
  readonly graph: Graph;
  readonly position: number;
  readonly ways: Ways;
  readonly viewer: Viewer;
  /** What the stream says of its rollouts: what is for everybody's eyes. */
  readonly rollouts: readonly RolloutView[];
  readonly onPick: (version: string) => void;
  readonly onClose: () => void;
}

/** Everything that is known of the release that was picked. */
export function SidePanel({
  scope,
  graph,
  position,
  ways,
  viewer,
  rollouts,
  onPick,
  onClose,
}: SidePanelProps) {
  const say = useSay();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.scrollTo(0, 0), [position]);
  const node = graph.nodes[position];
  if (!node) return null;
  const reasons = new Map(rollouts.map(({ version, public_reason }) => [version, public_reason ?? '']));
  return (
    <aside
      ref={panel}
      class="graph-panel"
      aria-labelledby="graph-picked"
      data-picked={node.version}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <div class="graph-panel-head">
        <h2 id="graph-picked" class="version">
          {node.version}
        </h2>
        <button class="button button-small" onClick={onClose}>
          {say('graph.close')}
        </button>
      </div>
      <Marks node={node} viewer={viewer} publicReason={reasons.get(node.version) ?? null} />
      <WaysView {...{ graph, position, ways, reasons, onPick }} />
      <Facts node={node} />
      <Link to={explainPath(scope, node, viewer)}>{say('graph.explain')}</Link>
    </aside>
  );
}

/** What the agent of such a node would ask. */
function explainPath({ stream, basearch, scheme }: StreamScope, { version }: Node, viewer: Viewer): string {
  return pathTo('explain', null, {
    ...{ stream, basearch, oci: scheme === 'oci' ? 'true' : null },
    ...{ os_version: version, rollout_wariness: viewer.wariness },
  });
}

interface MarksProps {
  readonly node: Node;
  readonly viewer: Viewer;
  readonly publicReason: string | null;
}

function Marks({ node, viewer, publicReason }: MarksProps) {
  const say = useSay();
  const progress = progressOf(node, viewer);
  return (
    <div class="graph-marks">
      {node.deadend !== null && (
        <p class="note note-error">
          {say('graph.whyDeadend')} <Reason text={node.deadend} />
        </p>
      )}
      {node.barrier !== null && (
        <p class="note note-barrier">
          {say('graph.whyBarrier')} <Reason text={node.barrier} />
        </p>
      )}
      {progress && (
        <p class="note note-rollout">
          {say('graph.mark_rollout')}{' '}
          <strong data-throttle={progress.throttle}>{percent(progress.throttle)}</strong>{' '}
          <span class={`tag tag-${progress.state}`}>{say(`graph.state_${progress.state}`)}</span>{' '}
          <RolloutTimes node={node} /> {publicReason}
        </p>
      )}
    </div>
  );
}

function RolloutTimes({ node: { rollout } }: { readonly node: Node }) {
  const say = useSay();
  if (!rollout || rollout.startEpoch === null) return null;
  const end = endEpoch(rollout);
  return (
    <span class="quiet">
      {say('graph.begins')} <Time at={rollout.startEpoch} />
      {end !== null && (
        <>
          {' '}
          {say('graph.ends')} <Time at={end} />
        </>
      )}
    </span>
  );
}

function Facts({ node: { ageIndex, payload, scheme } }: { readonly node: Node }) {
  const say = useSay();
  return (
    <dl class="graph-facts">
      <dt>{say('graph.ageIndex')}</dt>
      <dd>{ageIndex}</dd>
      <dt>
        {say('graph.payload')} <span class="quiet">{scheme}</span>
      </dt>
      <dd>
        <code>{payload}</code> <CopyButton text={payload} />
      </dd>
    </dl>
  );
}
