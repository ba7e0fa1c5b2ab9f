import { useState } from 'preact/hooks';
import type { AnswerView } from '../api/schema.js';
import { ChangeReview } from '../parts/change-review.js';
import { may, useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';

interface RestoreProps {
  readonly stream: string;
  readonly revision: number;
  readonly current: number | undefined;
}

/** The way back to a revision: what it will do first, then the button. */
export function Restore({ stream, revision, current }: RestoreProps) {
  const say = useSay();
  const session = useSession();
  const [isAsked, setAsked] = useState(false);
  const [done, setDone] = useState<AnswerView | null>(null);
  const finish = (answer: AnswerView) => {
    setDone(answer);
    setAsked(false);
  };
  if (done === null && current === revision) return null;
  if (!may(session, 'publisher')) return <p class="quiet">{say('history.restoreNeeds')}</p>;
  return (
    <div class="restore">
      <div role="status">
        {done && <p class="note note-good">{say('history.restored', { revision, now: done.revision })}</p>}
      </div>
      {!isAsked && done === null && (
        <button class="button" data-act="restore" onClick={() => setAsked(true)}>
          {say('history.restore', { revision })}
        </button>
      )}
      {isAsked && (
        <Preview
          stream={stream}
          revision={revision}
          current={current}
          onDone={finish}
          onCancel={() => setAsked(false)}
        />
      )}
    </div>
  );
}

interface PreviewProps extends RestoreProps {
  readonly onDone: (answer: AnswerView) => void;
  readonly onCancel: () => void;
}

function Preview({ stream, revision, current, onDone, onCancel }: PreviewProps) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const change = { stream, operations: [{ op: 'restore', revision }], reason: reason.trim() };
  return (
    <div data-restoring={revision}>
      <h3>{say('history.restoreTitle', { revision, stream })}</h3>
      <ul class="note note-warning restore-rules">
        <li>{say('history.restoreKeeps')}</li>
        <li>{say('history.restorePauses')}</li>
        <li>{say('history.restoreRest')}</li>
      </ul>
      <label class="field">
        <span>{say('history.restoreReason')}</span>
        <input
          name="reason"
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
          autocomplete="off"
        />
      </label>
      <ChangeReview
        change={change}
        revision={current}
        action={say('history.restoreNow', { revision })}
        isDangerous
        onDone={onDone}
      />
      <div class="buttons">
        <button class="button" onClick={onCancel}>
          {say('app.cancel')}
        </button>
      </div>
    </div>
  );
}
