import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/api-problem.js';
import { signIn } from '../api/sign-in.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemNote } from '../parts/problem-note.js';
import { useSay } from '../texts/use-say.js';

interface SignInProps {
  readonly title: string;
  readonly onClose: () => void;
}

/** Takes a token. It stays in memory; in the tab's own storage only if that is asked for. */
export function SignIn({ title, onClose }: SignInProps) {
  const say = useSay();
  const [token, setToken] = useState('');
  const [keep, setKeep] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(token.trim(), { keep });
      onClose();
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <label class="field">
          <span>{say('app.token')}</span>
          <input
            type="password"
            name="token"
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
            autocomplete="off"
            required
            autofocus
          />
        </label>
        <label class="field-check">
          <input type="checkbox" name="keep" checked={keep} onChange={() => setKeep(!keep)} />
          {say('app.keepToken')}
        </label>
        <p class="quiet">{say('app.whereFromToken')}</p>
        {problem && <ProblemNote problem={problem} />}
        <div class="buttons">
          <button class="button button-primary" disabled={isBusy || token.trim() === ''}>
            {say('app.signIn')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {say('app.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
