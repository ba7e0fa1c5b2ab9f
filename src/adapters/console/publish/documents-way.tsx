import { useMemo, useRef, useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import type { AdminStreamView, AnswerView, DocumentsBody } from '../api/schema.js';
import type { Seen } from '../api/use-reviewed.js';
import { Review } from '../parts/change-review.js';
import type { FaultWays } from '../parts/fault-place.js';
import { useSay } from '../texts/use-say.js';
import { DocumentBox } from './document-box.js';
import { DoneNote } from './done-note.js';
import type { DocumentTexts } from './draft.js';
import { DraftNote } from './draft-note.js';
import { faultsOf } from './faults.js';
import { inWords } from './in-words.js';
import { placesIn } from './json-places.js';
import type { TextPlace } from './json-text.js';
import { documentsOf, pastedIn } from './pasted.js';
import { showLine } from './show-line.js';
import type { DraftState } from './use-draft.js';
import { useImport, type Import } from './use-import.js';
import { usePaused } from './use-pause.js';

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
  // What is judged is what stood there when the typing paused: until then nothing can be imported.
  const judged = usePaused(draft.content);
  const isBehind = judged !== draft.content;
  const { releases, updates } = judged;
  const pasted = useMemo(
    () => ({ releases: pastedIn(releases), updates: pastedIn(updates) }),
    [releases, updates],
  );
  const wanted = useMemo((): Import | null => {
    const documents = isKnown ? documentsOf(pasted, current) : null;
    return documents === null ? null : { ...documents, stream: name, previous: current };
  }, [name, pasted, current, isKnown]);
  const seen = useImport(wanted, revision);
  const ways = useWays(judged, seen);
  const state = {
    ...seen,
    problem: seen.problem && inWords(seen.problem, ways.nameOf),
    isChecking: seen.isChecking || isBehind,
    canApply: seen.canApply && !isBehind,
  };
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
          <Review {...{ state, ways }} action={say('publish.import')} onDone={finish} />
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

/** From a finding to its line, found once for a text and what is said of it. Of a document that was not pasted there is none. */
function useWays(texts: DocumentTexts, { problem, preview }: Seen): FaultWays {
  const say = useSay();
  const found = useMemo(() => {
    const paths = faultsOf({ problem, preview }).map(({ path }) => path);
    return new Map(BOXES.flatMap((which) => linesIn(which, texts[which], paths)));
  }, [texts, problem, preview]);
  return {
    nameOf: (path) => {
      const line = found.get(path);
      return line
        ? say('publish.atLine', { which: say(`publish.${line.which}`), line: line.place.line })
        : '';
    },
    show: (path) => {
      const line = found.get(path);
      if (line) showLine(`document-${line.which}`, line.place);
    },
  };
}

interface FoundLine {
  readonly which: Which;
  readonly place: TextPlace;
}

function linesIn(
  which: Which,
  text: string,
  paths: readonly string[],
): readonly (readonly [path: string, line: FoundLine])[] {
  const own = paths.filter((path) => path === `/${which}` || path.startsWith(`/${which}/`));
  const places = placesIn(
    text,
    own.map((path) => path.slice(which.length + 1)),
  );
  return [...places].map(([pointer, place]) => [`/${which}${pointer}`, { which, place }]);
}
