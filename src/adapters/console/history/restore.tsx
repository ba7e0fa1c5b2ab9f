import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerView } from '../api/schema.js';
import { Link } from '../parts/link.js';
import { changeQuery, go, pathTo, useRoute } from '../state/route.js';
import { may, useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { RestoreForm } from './restore-form.js';

interface RestoreProps {
  readonly stream: string;
  readonly revision: number;
  readonly current: number | undefined;
}

/** The way back to a revision; from the current one it is the way to the one before. The address says that it was asked for. */
export function Restore({ stream, revision, current }: RestoreProps) {
  const say = useSay();
  const session = useSession();
  const isAsked = useRoute().query.has('restore');
  const [done, setDone] = useState<AnswerView | null>(null);
  const stop = () => changeQuery({ restore: null });
  const finish = (answer: AnswerView) => {
    setDone(answer);
    stop();
  };
  if (done !== null && !isAsked) return <Restored revision={revision} now={done.revision} />;
  if (current === revision) return <Undo stream={stream} current={current} />;
  if (!may(session, 'publisher')) return <p class="quiet">{say('history.restoreNeeds')}</p>;
  if (isAsked) return <RestoreForm {...{ stream, revision, current }} onDone={finish} onCancel={stop} />;
  return (
    <p class="restore-ask">
      <button
        class="button"
        data-act="restore"
        onClick={() => go(pathTo('history', stream, { revision, restore: 'preview' }))}
      >
        {say('history.restore', { revision })}
      </button>
    </p>
  );
}

function Undo({ stream, current }: { readonly stream: string; readonly current: number }) {
  const say = useSay();
  const revision = current - 1;
  if (!may(useSession(), 'publisher') || revision < 1) return null;
  return (
    <p class="restore-ask" data-undo={revision}>
      <Link to={pathTo('history', stream, { revision, restore: 'preview' })} class="button">
        {say('history.undo', { revision })}
      </Link>
    </p>
  );
}

/** Where it happened there is no button any more: whoever pressed it is taken to what came of it. */
function Restored({ revision, now }: { readonly revision: number; readonly now: number }) {
  const say = useSay();
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <p ref={note} tabIndex={-1} role="status" class="note note-good restored">
      {say('history.restored', { revision, now })}
    </p>
  );
}
