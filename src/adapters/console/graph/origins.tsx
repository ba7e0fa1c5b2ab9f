import type { Graph } from '../../../graph/model.js';
import { useSay } from '../texts/use-say.js';
import { VersionButton } from './version-button.js';

interface OriginsProps {
  readonly graph: Graph;
  readonly from: readonly number[];
  readonly onPick: (version: string) => void;
}

/** More stand behind a click. */
const MANY = 6;

/** The releases that lead somewhere. */
export function Origins({ graph, from, onPick }: OriginsProps) {
  const say = useSay();
  if (from.length === 0) return <p class="quiet">{say('graph.fromNothing')}</p>;
  const list = (
    <ul class="graph-ends" data-list="from">
      {from.map((position) => (
        <li key={position}>
          <VersionButton {...{ graph, position, onPick }} />
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
