import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RolloutView } from '../api/schema.js';
import type { Graph } from '../../../graph/model.js';
import { useSay } from '../texts/use-say.js';
import { Canvas } from './canvas.js';
import type { Comb } from './comb.js';
import type { ComparedSide } from './compare.js';
import { fittedComb, isNarrow } from './fit.js';
import type { Viewer, Ways } from './paths.js';
import { Picture } from './picture.js';
import { SidePanel } from './side-panel.js';
import type { Sight } from './sight.js';
import { spotName } from './spot-name.js';
import { useScreen } from './use-screen.js';
import { useZoom } from './use-zoom.js';
import { ZoomButtons } from './zoom-buttons.js';
import type { Extent } from './zoom.js';

export interface StageProps {
  /** Of what it is, in words. */
  readonly name: string;
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly sight: Sight;
  readonly rollouts: readonly RolloutView[];
  readonly picked: { readonly position: number; readonly ways: Ways } | null;
  readonly hits: readonly number[];
  readonly compared: { readonly side: ComparedSide; readonly kind: 'added' | 'removed' } | null;
  readonly onPick: (version: string | null) => void;
  readonly onSearch: () => void;
  /** The picture as it lies there, for who wants it as a file. */
  readonly onComb: (comb: Comb) => void;
}

/** The picture and what one does with it. */
export function Stage(props: StageProps) {
  const place = useRef<HTMLDivElement>(null);
  const screen = useScreen(place);
  const opened = useOpened(props);
  const comb = useMemo(
    () => screen && fittedComb(props.graph.nodes, screen, opened.segments),
    [props.graph.nodes, screen, opened.segments],
  );
  useEffect(() => {
    if (comb) props.onComb(comb);
  }, [comb]);
  return (
    <div class="graph-stage">
      <div ref={place} class="graph-place">
        {screen && comb && (
          <Stand
            {...props}
            comb={comb}
            screen={isNarrow(screen) ? { width: screen.width, height: comb.height } : screen}
            onOpen={opened.open}
          />
        )}
      </div>
    </div>
  );
}

/** Piles that were opened, and the one that what is picked would be in. */
function useOpened({ graph, picked }: StageProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const own = picked ? segmentAt(graph, picked.position) : null;
  const segments = useMemo(() => (own === null ? chosen : new Set([...chosen, own])), [chosen, own]);
  return { segments, open: (segment: number) => setChosen(new Set([...chosen, segment])) };
}

/** Segments are counted by the barriers that begin them. */
function segmentAt({ nodes }: Graph, position: number): number {
  return nodes.slice(1, position + 1).filter(({ barrier }) => barrier !== null).length;
}

interface StandProps extends StageProps {
  readonly comb: Comb;
  readonly screen: Extent;
  readonly onOpen: (segment: number) => void;
}

function Stand(props: StandProps) {
  const { comb, graph, screen, picked, viewer, onPick, onOpen } = props;
  const say = useSay();
  const free = picked ? besidePanel(screen) : screen;
  const control = useZoom(comb, screen, free);
  const [cursor, setCursor] = useState<number | null>(null);
  const at = spotAt(comb, cursor);
  const show = (position: number) => {
    setCursor(position);
    const index = spotAt(comb, position);
    const spot = comb.spots[index ?? -1];
    if (!spot) return;
    control.show(spot);
    if (isNarrow(screen)) scrollTo(`[data-spot="${index}"]`);
  };
  useEffect(() => {
    if (picked) show(picked.position);
  }, [picked?.position, comb]);
  const pick = (index: number | null) => {
    const spot = comb.spots[index ?? -1];
    if (spot) setCursor(spot.first);
    if (!spot) onPick(null);
    else if (spot.first < spot.last) onOpen(comb.columns[spot.column]?.segment ?? 0);
    else onPick(graph.nodes[spot.first]?.version ?? null);
  };
  const current = comb.spots[at ?? -1];
  return (
    <>
      <Canvas
        {...{ comb, screen, control, cursor: at, onPick: pick, onSearch: props.onSearch }}
        label={say('graph.picture', {
          name: props.name,
          nodes: graph.nodes.length,
          edges: graph.edges.length,
        })}
        help={say('graph.keys')}
        said={current ? spotName(current, graph, { say, viewer }) : ''}
        onCursor={(index) => show(comb.spots[index]?.first ?? 0)}
      >
        <Picture {...props} />
      </Canvas>
      <ZoomButtons control={control} onNewest={() => show(graph.nodes.length - 1)} />
      {picked && (
        <SidePanel
          {...{ graph, viewer, onPick, rollouts: props.rollouts }}
          {...picked}
          onClose={() => onPick(null)}
        />
      )}
    </>
  );
}

/** The panel stands before the right of a wide screen; on a phone it comes from below, and the page is moved. */
function besidePanel(screen: Extent): Extent {
  return isNarrow(screen) ? screen : { ...screen, width: screen.width - PANEL };
}

const PANEL = 385;

/** On a phone: into the upper half, which nothing stands before. */
function scrollTo(selector: string): void {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  if (!box) return;
  const [top, bottom] = [innerHeight * 0.1, innerHeight * 0.42];
  if (box.top < top || box.bottom > bottom) scrollBy({ top: box.top - (top + bottom) / 2 });
}

function spotAt({ spots }: Comb, position: number | null): number | null {
  if (position === null) return null;
  const found = spots.findIndex(({ first, last }) => first <= position && position <= last);
  return found < 0 ? null : found;
}
