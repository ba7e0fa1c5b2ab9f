import { useState } from 'preact/hooks';
import type { Graph, Node } from '../../../graph/model.js';
import { successorsOf } from '../../../graph/policy.js';
import { percent } from '../parts/figures.js';
import { useSay } from '../texts/use-say.js';
import { progressOf, type Viewer } from './paths.js';
import { segmentsOf, type Segment } from './segments.js';
import type { Sight } from './sight.js';

interface ReleaseListProps {
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly sight: Sight;
  readonly onPick: (version: string) => void;
}

const WHOLE = { pilesAbove: Infinity, opened: new Set<number>() };

/** The picture in words, made when somebody opens it: newest first. */
export function ReleaseList(props: ReleaseListProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="graph-list" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('graph.list')}</summary>
      {isOpen && <List {...props} />}
    </details>
  );
}

function List(props: ReleaseListProps) {
  const { nodes } = props.graph;
  return (
    <>
      {[...segmentsOf(nodes, WHOLE)].reverse().map((segment) => (
        <SegmentTable key={segment.reach} segment={segment} {...props} />
      ))}
    </>
  );
}

function SegmentTable({ segment, ...props }: ReleaseListProps & { readonly segment: Segment }) {
  const say = useSay();
  const { head, rows, reach } = segment;
  const positions = [...(head === null ? [] : [head]), ...rows.map(({ first }) => first)].reverse();
  const isClosed = reach > (positions[0] ?? reach);
  const version = props.graph.nodes[reach]?.version ?? '';
  const title = isClosed ? say('graph.listUpTo', { version }) : say('graph.listLast');
  return (
    <table class="graph-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{say('graph.listRelease')}</th>
          <th scope="col">{say('graph.listMarks')}</th>
          <th scope="col">{say('graph.listTo')}</th>
        </tr>
      </thead>
      <tbody>
        {positions.map((position) => (
          <ReleaseRow key={position} position={position} {...props} />
        ))}
      </tbody>
    </table>
  );
}

function ReleaseRow({
  position,
  graph,
  viewer,
  sight,
  onPick,
}: ReleaseListProps & { readonly position: number }) {
  const node = graph.nodes[position];
  if (!node) return null;
  const targets = successorsOf(sight.seen, position).map((to) => graph.nodes[to]?.version);
  return (
    <tr>
      <th scope="row">
        <button class="button-plain version" onClick={() => onPick(node.version)}>
          {node.version}
        </button>
      </th>
      <td>
        <MarkWords node={node} viewer={viewer} />
      </td>
      <td class="version">{targets.join(', ')}</td>
    </tr>
  );
}

function MarkWords({ node, viewer }: { readonly node: Node; readonly viewer: Viewer }) {
  const say = useSay();
  const progress = progressOf(node, viewer);
  const words = [
    node.barrier === null ? null : say('graph.mark_barrier'),
    node.deadend === null ? null : say('graph.mark_deadend'),
    progress &&
      `${say('graph.mark_rollout')} ${percent(progress.throttle)} ${say(`graph.state_${progress.state}`)}`,
  ];
  return <>{words.filter((word) => word !== null).join(' · ')}</>;
}
