import { useLive } from '../api/live.js';
import type { AdminStreamView } from '../api/schema.js';
import { isFollowing } from '../parts/is-following.js';
import { ProblemNote } from '../parts/problem-note.js';
import { changeQuery, useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { DocumentsWay } from './documents-way.js';
import { BLANK, isBlank, isWithoutText, NO_TEXTS, readDraft, readTexts } from './draft.js';
import { FormWay } from './form-way.js';
import { Tabs } from './tabs.js';
import { useDraft } from './use-draft.js';

interface PublishToProps {
  readonly stream: string;
}

/** Both ways to change a stream; what was written in one stays while one looks at the other. */
export function PublishTo({ stream }: PublishToProps) {
  const say = useSay();
  const { query } = useRoute();
  const { body, problem } = useLive('GET /admin/v1/streams/{stream}', { path: { stream } });
  const form = useDraft(`draft.${stream}`, FORM);
  const texts = useDraft(`draft-documents.${stream}`, TEXTS);
  const note = problem && !problem.isOutage && <ProblemNote problem={problem} />;
  if (body === null) return note || <p class="quiet">{say('app.loading')}</p>;
  const way = query.get('way') === 'documents' ? 'documents' : 'form';
  return (
    <>
      {note}
      <StreamNotes stream={body} />
      <Tabs
        label={say('publish.ways')}
        tabs={[
          { name: 'form', title: say('publish.form') },
          { name: 'documents', title: say('publish.documents') },
        ]}
        chosen={way}
        onChoose={(name) => changeQuery({ way: name === 'form' ? null : name })}
      >
        {way === 'form' ? (
          <FormWay stream={body} draft={form} />
        ) : (
          <DocumentsWay stream={body} draft={texts} />
        )}
      </Tabs>
    </>
  );
}

const FORM = { blank: BLANK, isBlank, read: readDraft };
const TEXTS = { blank: NO_TEXTS, isBlank: isWithoutText, read: readTexts };

/** What will be refused here, before anything is typed for nothing. */
function StreamNotes({ stream: { state, source } }: { readonly stream: AdminStreamView }) {
  const say = useSay();
  const follows = isFollowing(source);
  return (
    <>
      {follows && (
        <p class="note note-warning" data-note="follows">
          {say('publish.follows')} {source.url !== null && <code>{source.url}</code>}
        </p>
      )}
      {state !== 'active' && (
        <p class="note note-warning" data-note={state}>
          {say(`publish.state_${state}`)}
        </p>
      )}
    </>
  );
}
