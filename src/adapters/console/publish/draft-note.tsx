import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import type { DraftState } from './use-draft.js';

interface DraftNoteProps {
  readonly draft: Pick<DraftState<unknown>, 'isBlank' | 'restoredAt' | 'discard' | 'undo'>;
}

/** Says that a draft was there already, and lets go of it. */
export function DraftNote({ draft: { isBlank, restoredAt, discard, undo } }: DraftNoteProps) {
  const say = useSay();
  return (
    <div class="draft-note quiet" aria-live="polite">
      {!isBlank && (
        <>
          {restoredAt === null ? (
            say('publish.kept')
          ) : (
            <span data-restored={restoredAt}>
              {say('publish.restored')} <Time at={restoredAt} />
            </span>
          )}{' '}
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
