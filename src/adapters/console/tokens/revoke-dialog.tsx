import { useState } from 'preact/hooks';
import { ask } from '../api/ask.js';
import type { TokenView } from '../api/schema.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemNote } from '../parts/problem-note.js';
import { useSay } from '../texts/use-say.js';
import { useSending } from './use-sending.js';

interface RevokeDialogProps {
  readonly token: TokenView;
  readonly isOwn: boolean;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

/** Ends a token, once its name has been typed. */
export function RevokeDialog({ token: { id, name }, isOwn, onClose, onRevoked }: RevokeDialogProps) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const { problem, isBusy, attempt, send } = useSending(() => {
    onRevoked();
    onClose();
  });
  const isConfirmed = typed.trim() === name;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // Pressed again because no answer came, it is not told that there is no such token.
    const { key } = attempt(id);
    if (isConfirmed) void send(() => ask('DELETE /admin/v1/tokens/{id}', { path: { id } }, { key }));
  };
  return (
    <Dialog title={say('tokens.revokeTitle', { name })} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          {say('tokens.revokeLead')} <code>{id}</code>
        </p>
        {isOwn && <p class="note note-warning">{say('tokens.revokeOwn')}</p>}
        <label class="field">
          <span>{say('tokens.typeName')}</span>
          <code class="to-type">{name}</code>
          <input
            name="confirm"
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            autocomplete="off"
            spellcheck={false}
            autofocus
          />
        </label>
        {problem && <ProblemNote problem={problem} />}
        <div class="buttons">
          <button class="button button-danger" disabled={!isConfirmed || isBusy}>
            {say('tokens.revokeNow')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {say('app.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
