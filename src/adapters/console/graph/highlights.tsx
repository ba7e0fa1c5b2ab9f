import type { Edge, Graph } from '../../../graph/model.js';
import { useSay } from '../texts/use-say.js';
import type { Comb } from './comb.js';
import type { Change } from './compare.js';
import { edgesOfPath, type Ways } from './paths.js';
import { routesOf } from './route.js';
import { boxOf } from './spots.js';

interface PickedProps {
  readonly comb: Comb;
  /** Position in the list of nodes. */
  readonly position: number;
  readonly ways: Ways;
}

/** The ways of what is picked: where it comes from, where it leads, and its path. */
export function Picked({ comb, position, ways: { from, to, path } }: PickedProps) {
  return (
    <g class="picked">
      <path
        class="route-from"
        d={routesOf(
          comb,
          from.map((start): Edge => [start, position]),
        )}
      />
      <path
        class="route-to"
        d={routesOf(
          comb,
          to.map((hop): Edge => [position, hop.to]),
        )}
      />
      <path class="route-path" d={routesOf(comb, edgesOfPath(position, { path }))} />
      {path.map((hop) => (
        <Ground key={hop.to} class="ground-path" comb={comb} position={hop.to} />
      ))}
      <Ground class="ground-picked" comb={comb} position={position} />
    </g>
  );
}

/** What was searched for. */
export function Hits({ comb, hits }: { readonly comb: Comb; readonly hits: readonly number[] }) {
  const found = new Set(hits);
  const spots = comb.spots.filter(({ first, last }) => {
    for (let position = first; position <= last; position += 1) if (found.has(position)) return true;
    return false;
  });
  return (
    <g>
      {spots.map((spot) => (
        <rect key={spot.first} class="ground-hit" {...boxOf(spot)} />
      ))}
    </g>
  );
}

interface ChangesProps {
  readonly comb: Comb;
  readonly graph: Graph;
  readonly changes: ReadonlyMap<string, Change>;
  readonly edges: readonly Edge[];
  /** Of the edges, which are all of one kind. */
  readonly kind: 'added' | 'removed';
}

/** What the other graph does not have, or has otherwise: by colour and by sign. */
export function Changes({ comb, graph, changes, edges, kind }: ChangesProps) {
  const say = useSay();
  const spots = comb.spots.flatMap((spot) => {
    const all = graph.nodes
      .slice(spot.first, spot.last + 1)
      .flatMap(({ version }) => changes.get(version) ?? []);
    const change = all.find((one) => one !== 'changed') ?? all[0];
    return change ? [{ spot, change }] : [];
  });
  return (
    <g class="changes">
      <path class={`route-${kind}`} d={routesOf(comb, edges)} />
      {spots.map(({ spot, change }) => (
        <g key={spot.first} class={`change-${change}`} data-change={change}>
          <title>{say(`graph.change_${change}`)}</title>
          <rect {...boxOf(spot)} />
          <text x={spot.x - 10} y={spot.y - 5}>
            {SIGNS[change]}
          </text>
        </g>
      ))}
    </g>
  );
}

const SIGNS: Readonly<Record<Change, string>> = { added: '+', removed: '−', changed: '~' };

interface GroundProps {
  readonly class: string;
  readonly comb: Comb;
  readonly position: number;
}

function Ground({ comb, position, ...rest }: GroundProps) {
  const spot = comb.spots.find(({ first, last }) => first <= position && position <= last);
  return spot ? <rect {...rest} {...boxOf(spot)} /> : null;
}
