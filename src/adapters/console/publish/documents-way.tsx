import { useMemo, useRef, useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import type { AdminStreamView, AnswerView, DocumentsBody } from '../api/schema.js';
import { Review } from '../parts/change-review.js';
import { useSay } from '../texts/use-say.js';
import { DocumentBox } from './document-box.js';
import { DoneNote } from './done-note.js';
import type { DocumentTexts } from './draft.js';
import { DraftNote } from './draft-note.js';
import { placeIn, type TextPlace } from './json-text.js';
import { documentsOf, pastedIn } from './pasted.js';
import { showLine } from './show-line.js';
import type { DraftState } from './use-draft.js';
import { useImport, type Import } from './use-import.js';

interface DocumentsWayProps {
  readonly stream: AdminStreamView;
  readonly draft: DraftState<DocumentTexts>;
}

/** The two documents, pasted: judged as they are typed, imported as one change. */
export function DocumentsWay({ stream: { name, revision }, draft }: DocumentsWayProps) {
  const say = useSay();
  const [done, setDone] = useState<AnswerView | null>(null);
  const boxes = useRef<HTMLDivElement>(null);
  const { current, isKnown } = useCurrent(name);
  const { releases, updates } = draft.content;
  const pasted = useMemo(
    () => ({ releases: pastedIn(releases), updates: pastedIn(updates) }),
    [releases, updates],
  );
  const wanted = useMemo((): Import | null => {
    const documents = isKnown ? documentsOf(pasted, current) : null;
    return documents === null ? null : { ...documents, stream: name, previous: current };
  }, [name, pasted, current, isKnown]);
  const state = useImport(wanted, revision);
  const finish = (answer: AnswerView) => {
    setDone(answer);
    draft.finish();
  };
  return (
    <div class="way">
      <div class="way-input" ref={boxes}>
        {done !== null && draft.isBlank && <DoneNote stream={name} done={done} />}
        <DraftNote draft={draft} />
        <p class="quiet">{say('publish.documentsHint')}</p>
        {BOXES.map((which) => (
          <DocumentBox
            key={which}
            which={which}
            text={draft.content[which]}
            pasted={pasted[which]}
            current={current?.[which] ?? null}
            onType={(text) => draft.change((old) => ({ ...old, [which]: text }))}
          />
        ))}
      </div>
      <div class="way-review">
        <h2>{say('publish.review')}</h2>
        {wanted === null ? (
          <p class="quiet">{say(draft.isBlank ? 'publish.nothingPasted' : 'publish.notYet')}</p>
        ) : (
          <Review
            state={state}
            ways={waysIn(draft.content, (which, line) =>
              say('publish.atLine', { which: say(`publish.${which}`), line }),
            )}
            action={say('publish.import')}
            onDone={finish}
          />
        )}
      </div>
    </div>
  );
}

const BOXES = ['releases', 'updates'] as const;
type Which = (typeof BOXES)[number];

/** What stands, in the form that says all of it; nothing where the stream has never had a release. */
function useCurrent(stream: string) {
  const question = { path: { stream }, query: { extended: 'true' } } as const;
  const releases = useLive('GET /prod/streams/{stream}/releases.json', question);
  const updates = useLive('GET /updates/{stream}.json', question);
  const current = useMemo(
    (): DocumentsBody | null =>
      releases.body && updates.body && { releases: releases.body, updates: updates.body },
    [releases.body, updates.body],
  );
  const isMissing = [releases, updates].some(({ problem }) => problem !== null && !problem.isOutage);
  return { current, isKnown: current !== null || isMissing };
}

/** From a finding to its line. Of a document that was not pasted there is none. */
function waysIn(texts: DocumentTexts, lineName: (which: Which, line: number) => string) {
  const find = (path: string): { readonly which: Which; readonly place: TextPlace } | null => {
    const which = BOXES.find((name) => path === `/${name}` || path.startsWith(`/${name}/`));
    const place = which === undefined ? null : placeIn(texts[which], path.slice(which.length + 1));
    return which === undefined || place === null ? null : { which, place };
  };
  return {
    nameOf: (path: string) => {
      const found = find(path);
      return found === null ? '' : lineName(found.which, found.place.line);
    },
    show: (path: string) => {
      const found = find(path);
      if (found !== null) showLine(`document-${found.which}`, found.place);
    },
  };
}
