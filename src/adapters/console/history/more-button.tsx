import { ProblemNote } from '../parts/problem-note.js';
import { useSay } from '../texts/use-say.js';
import type { Growing } from './use-growing.js';

/** The way to what is older, or that there is nothing older. */
export function MoreButton({ list }: { readonly list: Growing<unknown> }) {
  const say = useSay();
  const { items, hasMore, isAsking, problem, more } = list;
  if (items === null || items.length === 0) return null;
  return (
    <div class="entries-end">
      {problem && <ProblemNote problem={problem} />}
      {!hasMore && <p class="quiet">{say('history.first')}</p>}
      {hasMore && (
        <button class="button" data-act="more" disabled={isAsking} onClick={() => void more()}>
          {say(isAsking ? 'history.moreComing' : 'history.more')}
        </button>
      )}
    </div>
  );
}
