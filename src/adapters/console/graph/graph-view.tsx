import { useMemo, useState } from 'preact/hooks';
import type { RolloutView } from '../api/schema.js';
import type { Graph } from '../../../graph/model.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';
import type { Comb } from './comb.js';
import type { ComparedSide } from './compare.js';
import { Controls } from './controls.js';
import { FileMenu } from './file-menu.js';
import { filesOf } from './files.js';
import { Legend } from './legend.js';
import { waysOf } from './paths.js';
import { ReleaseList } from './release-list.js';
import { scopeName, type StreamScope } from './scope.js';
import { hitsOf } from './search.js';
import { SearchBox } from './search-box.js';
import { sightOf } from './sight.js';
import { SightNote } from './sight-note.js';
import { Stage } from './stage.js';
import { useSlash } from './use-slash.js';
import type { ChangeView } from './use-view-state.js';
import type { ViewState } from './view-state.js';

interface GraphViewProps {
  readonly scope: StreamScope;
  /** Before throttling. */
  readonly graph: Graph;
  readonly compared: { readonly side: ComparedSide; readonly kind: 'added' | 'removed' } | null;
  /** The current one; `null` while nobody knows. */
  readonly revision: number | null;
  readonly rollouts: readonly RolloutView[];
  readonly view: ViewState;
  readonly onChange: ChangeView;
}

/** How often the picture follows the clock. */
const EVERY_SECONDS = 5;

/** One graph: the sliders, the picture that follows them, and the same in words. */
export function GraphView({ scope, graph, compared, revision, rollouts, view, onChange }: GraphViewProps) {
  const say = useSay();
  const now = useNow(EVERY_SECONDS);
  const viewer = { wariness: view.wariness, at: view.at ?? now };
  const sight = useMemo(() => sightOf(graph, viewer), [graph, viewer.wariness, viewer.at]);
  const [text, setText] = useState('');
  const hits = useMemo(
    () =>
      hitsOf(
        graph.nodes.map(({ version }) => version),
        text,
      ),
    [graph, text],
  );
  const input = useSlash();
  const [comb, setComb] = useState<Comb | null>(null);
  const position = graph.nodes.findIndex(({ version }) => version === view.version);
  const picked = position < 0 ? null : { position, ways: waysOf(graph, position, viewer) };
  const pick = (version: string | null) => onChange({ version });
  return (
    <>
      <Controls {...{ graph, now, view, onChange }} />
      <div class="graph-tools">
        <SearchBox
          {...{ text, hits, input, picked: picked?.position ?? null, onType: setText }}
          onPick={(found) => pick(graph.nodes[found]?.version ?? null)}
        />
        <p>{say('graph.size', { nodes: graph.nodes.length, edges: graph.edges.length })}</p>
        <FileMenu files={filesOf({ name: scopeName(scope), graph, viewer, sight, comb, picked, revision })} />
      </div>
      <SightNote {...{ graph, viewer, sight }} chosen={`${view.wariness} ${view.at}`} />
      {view.version !== null && !picked && (
        <p class="note note-warning">{say('graph.unknownVersion', { version: view.version })}</p>
      )}
      <Stage
        {...{ scope, graph, viewer, sight, rollouts, picked, hits, compared }}
        onPick={pick}
        onSearch={() => input.current?.focus()}
        onComb={setComb}
      />
      <Legend />
      <ReleaseList {...{ graph, viewer, sight }} onPick={pick} />
    </>
  );
}
