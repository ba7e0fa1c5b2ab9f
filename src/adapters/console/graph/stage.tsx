import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RolloutView } from '../api/schema.js';
import type { Graph } from '../../../graph/model.js';
import type { Comb } from './comb.js';
import { fittedComb, isNarrow } from './fit.js';
import type { PictureProps } from './picture.js';
import type { StreamScope } from './scope.js';
import { Stand } from './stand.js';
import { useScreen } from './use-screen.js';

export interface StageProps extends Omit<PictureProps, 'comb'> {
  readonly scope: StreamScope;
  readonly rollouts: readonly RolloutView[];
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
