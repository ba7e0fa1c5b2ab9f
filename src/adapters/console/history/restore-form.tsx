import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerView } from '../api/schema.js';
import { ChangeReview } from '../parts/change-review.js';
import { useSay } from '../texts/use-say.js';

interface RestoreFormProps {
  readonly stream: string;
  readonly revision: number;
  readonly current: number | undefined;
  readonly onDone: (answer: AnswerView) => void;
  readonly onCancel: () => void;
}

/** What the way back to a revision will do first, then the button. */
export function RestoreForm({ stream, revision, current, onDone, onCancel }: RestoreFormProps) {
  const say = useSay();
  const title = useRef<HTMLHeadingElement>(null);
  const [reason, setReason] = useState('');
  useEffect(() => title.current?.focus(), []);
  const change = { stream, operations: [{ op: 'restore', revision }], reason: reason.trim() };
  return (
    <div class="restore" data-restoring={revision}>
      <h3 ref={title} tabIndex={-1}>
        {say('history.restoreTitle', { revision, stream })}
      </h3>
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
