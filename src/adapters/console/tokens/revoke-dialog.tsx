import { useMemo, useState } from 'preact/hooks';
import { ApiProblem, unreachable } from '../api/api-problem.js';
import { ask } from '../api/ask.js';
import { refreshAll } from '../api/live.js';
import { requestKey } from '../api/request-key.js';
import type { TokenView } from '../api/schema.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemNote } from '../parts/problem-note.js';
import { useSay } from '../texts/use-say.js';

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
  const { problem, isBusy, revoke } = useRevoke(id, () => {
    onRevoked();
    onClose();
  });
  const isConfirmed = typed.trim() === name;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isConfirmed) void revoke();
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

function useRevoke(id: string, onDone: () => void) {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  // Pressed again because no answer came, it is not told that there is no such token.
  const key = useMemo(requestKey, []);
  const revoke = async () => {
    setBusy(true);
    try {
      await ask('DELETE /admin/v1/tokens/{id}', { path: { id } }, { key });
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : unreachable(String(error)));
      setBusy(false);
    }
    refreshAll();
  };
  return { problem, isBusy, revoke };
}
