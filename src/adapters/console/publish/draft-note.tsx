import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import type { DraftState } from './use-draft.js';

interface DraftNoteProps {
  readonly draft: Pick<DraftState<unknown>, 'isBlank' | 'isKept' | 'restoredAt' | 'discard' | 'undo'>;
}

/** Says that a draft was there already, and lets go of it. */
export function DraftNote({ draft: { isBlank, isKept, restoredAt, discard, undo } }: DraftNoteProps) {
  const say = useSay();
  return (
    <div class="draft-note quiet" aria-live="polite">
      {!isBlank && (
        <>
          <KeptText {...{ isKept, restoredAt }} />{' '}
          <button type="button" class="button button-small" onClick={discard}>
            {say('publish.discard')}
          </button>
        </>
      )}
      {undo !== null && (
        <>
          {say('publish.discarded')}{' '}
          <button type="button" class="button button-small" onClick={undo}>
            {say('publish.undo')}
          </button>
        </>
      )}
    </div>
  );
}

function KeptText({ isKept, restoredAt }: Pick<DraftState<unknown>, 'isKept' | 'restoredAt'>) {
  const say = useSay();
  if (!isKept) return <strong class="fault-warning">{say('publish.notKept')}</strong>;
  if (restoredAt === null) return <>{say('publish.kept')}</>;
  return (
    <span data-restored={restoredAt}>
      {say('publish.restored')} <Time at={restoredAt} />
    </span>
  );
}
