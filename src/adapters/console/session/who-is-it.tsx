import { signOut, useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';

interface WhoIsItProps {
  readonly onSignIn: () => void;
}

/** Who is signed in, and the way in or out. */
export function WhoIsIt({ onSignIn }: WhoIsItProps) {
  const say = useSay();
  const { token, who, isRefused } = useSession();
  if (token === null || isRefused) {
    return (
      <button class="button button-small" onClick={onSignIn}>
        {say('app.signIn')}
      </button>
    );
  }
  return (
    <span class="who">
      <span data-role={who?.role}>
        {who ? `${who.name} · ${say(`app.role_${who.role}`)}` : say('app.recognising')}
      </span>
      <button class="button button-small" onClick={signOut}>
        {say('app.signOut')}
      </button>
    </span>
  );
}
