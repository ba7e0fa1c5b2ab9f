import { useMemo } from 'preact/hooks';
import type { AdminStreamView, ReleaseView } from '../api/schema.js';
import { useChange, type ChangeSet } from '../api/use-change.js';
import { useSay } from '../texts/use-say.js';
import { operationOf, proposedRows, rowsOf } from './compose.js';
import type { Draft } from './draft.js';
import { besides, faultsByPlace, faultsOf, isLeft, placesOf } from './faults.js';
import { nameOfPlace, showPlace } from './form-places.js';
import { asShown, inWords } from './in-words.js';
import type { DraftState } from './use-draft.js';
import { useReleases } from './use-releases.js';

/** A draft as the change set it stands for, with what the server says of it, by field. */
export function useComposed(stream: AdminStreamView, { content, isBlank }: DraftState<Draft>) {
  const { name, revision } = stream;
  const releases = useReleases(name);
  const proposed = useMemo(() => proposedRows(newestOf(releases)), [releases]);
  const operations = content.cards.map((card) => operationOf(card, proposed));
  const change: ChangeSet | null =
    isBlank || operations.length === 0 ? null : { stream: name, operations, reason: content.reason.trim() };
  const rows = content.cards.map((card) => rowsOf(card, proposed));
  const state = asShown(useChange(change, revision), rows);
  const said = change === null ? [] : faultsOf(state);
  const places = placesOf(
    content,
    rows.map(({ length }) => length),
  );
  const ways = useWays({ ...content, rows }, places);
  const problem = besides(state.problem, (fault) => isLeft(fault, content));
  const left = said.filter((fault) => fault.severity === 'error' && isLeft(fault, content));
  return {
    ...{ releases, proposed, change, ways },
    state: { ...state, problem: problem && inWords(problem, ways.nameOf) },
    missing: [...new Set(left.map(({ path }) => path))],
    basearches: stream.basearches.map(({ basearch }) => basearch),
    faults: faultsByPlace(said, places),
  };
}

function newestOf(releases: readonly ReleaseView[]): ReleaseView | undefined {
  return releases.find(({ retired }) => retired === null);
}

function useWays(shown: Parameters<typeof nameOfPlace>[1], places: readonly string[]) {
  const say = useSay();
  return {
    nameOf: (path: string) => nameOfPlace(path, shown, say),
    show: (path: string) => showPlace(path, places),
  };
}
