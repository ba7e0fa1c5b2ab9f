import type { AdminStreamView } from '../api/schema.js';
import { useChange, type ChangeSet } from '../api/use-change.js';
import { useSay } from '../texts/use-say.js';
import { operationOf, proposedRows, rowsOf } from './compose.js';
import type { Draft } from './draft.js';
import { besidesMissing, faultsByPlace, faultsOf, isMissing, placesOf } from './faults.js';
import { nameOfPlace, showPlace } from './form-places.js';
import type { DraftState } from './use-draft.js';
import { useReleases } from './use-releases.js';

/** A draft as the change set it stands for, with what the server says of it, by field. */
export function useComposed(stream: AdminStreamView, { content, isBlank }: DraftState<Draft>) {
  const say = useSay();
  const { name, revision } = stream;
  const releases = useReleases(name, revision);
  const proposed = proposedRows(releases.find(({ retired }) => retired === null));
  const operations = content.cards.map((card) => operationOf(card, proposed));
  const change: ChangeSet | null =
    isBlank || operations.length === 0 ? null : { stream: name, operations, reason: content.reason.trim() };
  const state = useChange(change, revision);
  const rowCounts = content.cards.map((card) => rowsOf(card, proposed).length);
  const places = placesOf(content, rowCounts);
  return {
    ...{ releases, proposed, change },
    state: { ...state, problem: besidesMissing(state.problem) },
    missing: change === null ? [] : faultsOf(state).filter(isMissing),
    basearches: stream.basearches.map(({ basearch }) => basearch),
    faults: faultsByPlace(change === null ? [] : faultsOf(state), places),
    ways: {
      nameOf: (path: string) => nameOfPlace(path, content, say),
      show: (path: string) => showPlace(path, places),
    },
  };
}
