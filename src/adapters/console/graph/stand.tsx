import { useEffect, useState } from 'preact/hooks';
import { useSay } from '../texts/use-say.js';
import { Canvas } from './canvas.js';
import type { Comb } from './comb.js';
import { firstChange } from './compare.js';
import { isNarrow } from './fit.js';
import { Picture } from './picture.js';
import type { Point } from './polyline.js';
import { scopeName } from './scope.js';
import { scrollToSpot } from './scroll-to-spot.js';
import { SidePanel } from './side-panel.js';
import { pathName, spotName } from './spot-name.js';
import { spotAt, type Spot } from './spots.js';
import type { StageProps } from './stage.js';
import { useSaid } from './use-said.js';
import { useZoom } from './use-zoom.js';
import { ZoomButtons } from './zoom-buttons.js';
import type { Extent } from './zoom.js';

interface StandProps extends StageProps {
  readonly comb: Comb;
  readonly screen: Extent;
  readonly onOpen: (segment: number) => void;
}

/** The picture as it lies on the screen, and the panel before it. */
export function Stand(props: StandProps) {
  const { scope, comb, graph, screen, picked, viewer, onPick, onOpen } = props;
  const say = useSay();
  const { control, cursor, setCursor, show } = useCursor(props);
  const at = spotAt(comb.spots, cursor);
  const pick = (index: number | null) => {
    const spot = comb.spots[index ?? -1];
    if (spot) setCursor(spot.first);
    if (!spot) onPick(null);
    else if (spot.first < spot.last) onOpen(comb.columns[spot.column]?.segment ?? 0);
    else onPick(graph.nodes[spot.first]?.version ?? null);
  };
  const current = comb.spots[at ?? -1];
  const told = picked?.position === cursor ? pathName(picked.ways, graph, say) : '';
  const name = current ? spotName(current, graph, { say, viewer }) : '';
  const said = useSaid([name, told].join(' '), `${cursor} ${told !== ''}`);
  const [nodes, edges] = [graph.nodes.length, graph.edges.length];
  return (
    <>
      <Canvas
        {...{ comb, screen, control, cursor: at, said, onPick: pick, onSearch: props.onSearch }}
        label={say('graph.picture', { name: scopeName(scope), nodes, edges })}
        help={say('graph.keys')}
        onCursor={(index) => show(comb.spots[index]?.first ?? 0)}
      >
        <Picture {...props} />
      </Canvas>
      <ZoomButtons control={control} onNewest={() => show(nodes - 1)} />
      {picked && (
        <SidePanel
          {...{ scope, graph, viewer, onPick, rollouts: props.rollouts }}
          {...picked}
          onClose={() => onPick(null)}
        />
      )}
    </>
  );
}

/** Where the keyboard is: it follows what is picked, and the first of what is compared. */
function useCursor(props: StandProps) {
  const { comb, screen, graph, picked, compared } = props;
  const control = useZoom(comb, screen, picked ? besidePanel(screen) : screen);
  const [cursor, setCursor] = useState<number | null>(null);
  const show = (position: number) => {
    setCursor(position);
    const index = spotAt(comb.spots, position);
    const spot = comb.spots[index ?? -1];
    if (!spot) return;
    control.show(behind(endOfPath(props) ?? spot), behind(spot), spot);
    if (isNarrow(screen) || compared) scrollToSpot(index ?? 0);
  };
  const changed = compared ? firstChange(graph, compared.side) : null;
  useEffect(() => {
    if (picked) show(picked.position);
    else if (changed !== null) show(changed);
  }, [picked?.position, changed, comb]);
  return { control, cursor, setCursor, show };
}

/** Where its text ends, and the rails beside it. */
function behind({ end, y }: Spot): Point {
  return { x: end + 30, y };
}

/** What an agent comes to that starts at what is picked. */
function endOfPath({ comb, picked }: StandProps): Spot | null {
  const last = picked?.ways.path.at(-1)?.to ?? null;
  return comb.spots[spotAt(comb.spots, last) ?? -1] ?? null;
}

/** The panel stands before the right of a wide screen; on a phone it comes from below, and the page is moved. */
function besidePanel(screen: Extent): Extent {
  return isNarrow(screen) ? screen : { ...screen, width: screen.width - PANEL };
}

const PANEL = 385;
