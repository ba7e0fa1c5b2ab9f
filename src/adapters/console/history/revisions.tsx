import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../api/ask.js';
import { useLive } from '../api/live.js';
import type { RevisionView } from '../api/schema.js';
import { ProblemNote } from '../parts/problem-note.js';
import { go, pathTo, useRoute } from '../state/route.js';
import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { Documents } from './documents.js';
import { Entry } from './entry.js';
import { MoreButton } from './more-button.js';
import { OpenRevision } from './open-revision.js';
import { revisionIn } from '../parts/revision-number.js';
import { useGrowing } from './use-growing.js';

const LIST = 'GET /admin/v1/streams/{stream}/revisions';
const PAGE = 50;

/** Every revision of a stream, newest first, and one of them opened beside the list. */
export function Revisions({ stream }: { readonly stream: string }) {
  const say = useSay();
  const { list, problem } = useRevisions(stream);
  const opened = revisionIn(useRoute().query.get('revision'));
  const open = (revision: number | null) => go(pathTo('history', stream, { revision }));
  const close = () => {
    open(null);
    document.querySelector<HTMLElement>(`[data-opens="${opened}"]`)?.focus();
  };
  const { items } = list;
  const current = items?.[0]?.revision;
  return (
    <>
      <Documents stream={stream} />
      <News newest={items?.[0]} />
      {problem && !problem.isOutage && <ProblemNote problem={problem} />}
      {items === null && !problem && <p class="quiet">{say('app.loading')}</p>}
      {items?.length === 0 && <p class="note">{say('history.noneYet')}</p>}
      <div class={`history-split ${opened === null ? '' : 'is-split'}`}>
        {opened !== null && (
          <OpenRevision key={opened} stream={stream} revision={opened} current={current} onClose={close} />
        )}
        <div>
          <ol class="entries">
            {items?.map((one) => (
              <RevisionEntry
                key={one.revision}
                entry={one}
                isOpen={one.revision === opened}
                isCurrent={one.revision === current}
                onToggle={() => open(one.revision === opened ? null : one.revision)}
              />
            ))}
          </ol>
          <MoreButton list={list} />
        </div>
      </div>
    </>
  );
}

function useRevisions(stream: string) {
  const { token } = useSession();
  const question = { path: { stream }, query: { limit: PAGE } };
  const { body, problem } = useLive(LIST, question);
  const list = useGrowing<RevisionView>({
    about: `${stream} ${token}`,
    first: body,
    askOlder: (cursor) => ask(LIST, { path: { stream }, query: { limit: PAGE, cursor } }),
    keyOf: ({ revision }) => String(revision),
  });
  return { list, problem };
}

interface RevisionEntryProps {
  readonly entry: RevisionView;
  readonly isOpen: boolean;
  readonly isCurrent: boolean;
  readonly onToggle: () => void;
}

/** The whole of it opens the revision; the button in front is for who has no mouse. */
function RevisionEntry({ entry, isOpen, isCurrent, onToggle }: RevisionEntryProps) {
  const say = useSay();
  const { revision } = entry;
  const toggle = ({ target }: MouseEvent) => {
    if (isMeant(target)) onToggle();
  };
  return (
    <li class={`entry entry-opens ${isOpen ? 'is-open' : ''}`} data-revision={revision} onClick={toggle}>
      <button
        class="entry-number"
        data-opens={revision}
        aria-expanded={isOpen}
        title={say('history.open', { revision })}
        onClick={onToggle}
      >
        <span class="hidden">{say('history.revision')} </span>
        {revision}
      </button>
      <Entry entry={entry}>
        {isCurrent && <span class="tag tag-current">{say('history.current')}</span>}
      </Entry>
    </li>
  );
}

/** Not where something in it has a use of its own, nor where somebody marks a text. */
function isMeant(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('a, button, summary') === null &&
    getSelection()?.isCollapsed !== false
  );
}

/** Says to whoever does not see the list that something was done meanwhile. */
function News({ newest }: { readonly newest: RevisionView | undefined }) {
  const say = useSay();
  const first = useRef<number | undefined>(undefined);
  const [news, setNews] = useState('');
  useEffect(() => {
    if (newest === undefined) return;
    first.current ??= newest.revision;
    if (newest.revision > first.current) {
      setNews(say('history.news', { revision: newest.revision, actor: newest.actor }));
    }
  }, [newest?.revision, say]);
  return (
    <p class="hidden" role="status">
      {news}
    </p>
  );
}
