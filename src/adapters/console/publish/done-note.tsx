import { useEffect, useRef } from 'preact/hooks';
import type { AnswerView } from '../api/schema.js';
import { DiffTable } from '../parts/diff-table.js';
import { Findings } from '../parts/findings.js';
import { Link } from '../parts/link.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';

interface DoneNoteProps {
  readonly stream: string;
  readonly done: AnswerView;
}

/** What has been done, and where it is to be seen. */
export function DoneNote({ stream, done: { revision, warnings, diff } }: DoneNoteProps) {
  const say = useSay();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), [revision]);
  return (
    <div class="note note-good done" role="status" tabIndex={-1} ref={note} data-revision={revision}>
      <p>
        <strong>✓ {say('publish.done', { revision })}</strong> {say('publish.doneHint')}
      </p>
      {warnings.length > 0 && <Findings findings={warnings} />}
      <DiffTable diff={diff} />
      <p class="done-links">
        <Link to={pathTo('graph', stream)}>{say('graph.title')}</Link>
        <Link to={pathTo('rollouts', stream)}>{say('rollouts.title')}</Link>
        <Link to={pathTo('history', stream)}>{say('history.title')}</Link>
      </p>
    </div>
  );
}
