import { useMemo } from 'preact/hooks';
import type { Graph, Node } from '../../../graph/model.js';
import { percent } from '../parts/figures.js';
import { useSay, type Say } from '../texts/use-say.js';
import type { Comb } from './comb.js';
import { labelOf } from './label.js';
import { cutAt, PAUSED } from './mark-shapes.js';
import { BarrierMark, DeadendMark, PileMark, PlainMark, RolloutMark } from './marks.js';
import { TEXT } from './measures.js';
import { progressOf, type Progress, type Viewer } from './paths.js';
import { spotName } from './spot-name.js';
import type { Spot } from './spots.js';

interface SpotsLayerProps {
  readonly comb: Comb;
  readonly graph: Graph;
  readonly viewer: Viewer;
}

/** Every release with its mark and its version. Those that nothing happens to are drawn once for a picture. */
export function SpotsLayer({ comb, graph, viewer }: SpotsLayerProps) {
  const say = useSay();
  const views = (moving: boolean) =>
    comb.spots.flatMap((spot, at) =>
      moves(spot, graph) === moving ? [<SpotView key={at} {...{ spot, at, graph, viewer, say }} />] : [],
    );
  const still = useMemo(() => views(false), [comb, graph, say]);
  return (
    <g class="spots">
      {still}
      {views(true)}
    </g>
  );
}

function moves({ first, last }: Spot, { nodes }: Graph): boolean {
  return first === last && nodes[first]?.rollout != null;
}

interface SpotViewProps {
  readonly spot: Spot;
  readonly at: number;
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly say: Say;
}

function SpotView({ spot, at, graph, viewer, say }: SpotViewProps) {
  const { first, last, x, y } = spot;
  const node = graph.nodes[first];
  if (!node) return null;
  const isPile = first < last;
  const progress = progressOf(node, viewer);
  const count = last - first + 1;
  return (
    <g
      class={`spot ${kindOf(spot, graph)}`}
      data-spot={at}
      data-version={isPile ? undefined : node.version}
      transform={`translate(${x} ${y})`}
    >
      <title>
        {[spotName(spot, graph, { say, viewer }), node.barrier, node.deadend].filter(Boolean).join('\n')}
      </title>
      <rect class="spot-ground" x={-10} y={-10} width={spot.end - x + 12} height={20} />
      {isPile ? <PileMark /> : <Mark node={node} progress={progress} />}
      <text x={TEXT} y={4}>
        {isPile ? say('graph.pile', { count }) : labelOf(node.version)}
        {isPile && <Deadends spot={spot} graph={graph} />}
        {!isPile && progress && <Share progress={progress} />}
      </text>
      {!isPile && node.deadend !== null && <path class="cut" d={cutAt(spot.end - x)} />}
    </g>
  );
}

function Mark({ node, progress }: { readonly node: Node; readonly progress: Progress | null }) {
  if (node.deadend !== null) return <DeadendMark />;
  if (node.barrier !== null) return <BarrierMark />;
  if (!progress) return <PlainMark />;
  return <RolloutMark share={progress.throttle} isStill={progress.state === 'paused'} />;
}

function Share({ progress: { throttle, state } }: { readonly progress: Progress }) {
  return (
    <tspan class={`share share-${state}`} dx={6}>
      {state === 'paused' ? `${percent(throttle)} ${PAUSED}` : percent(throttle)}
    </tspan>
  );
}

/** What must not be hidden in a pile. */
function Deadends({ spot: { first, last }, graph: { nodes } }: Pick<SpotViewProps, 'spot' | 'graph'>) {
  const count = nodes.slice(first, last + 1).filter(({ deadend }) => deadend !== null).length;
  return count === 0 ? null : <tspan class="pile-deadends"> ✕{count}</tspan>;
}

function kindOf({ first, last, departs }: Spot, { nodes }: Graph): string {
  const node = nodes[first];
  if (first < last || !node) return 'spot-pile';
  if (node.deadend !== null) return 'spot-deadend';
  if (node.barrier !== null) return 'spot-barrier';
  if (node.rollout) return 'spot-rollout';
  // No way out, though there is something newer.
  return departs === null && first < nodes.length - 1 ? 'spot-stuck' : 'spot-plain';
}
