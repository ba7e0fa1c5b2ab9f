import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { SignIn } from '../session/sign-in.js';
import { may, useSession, type Role } from '../state/session.js';
import { useSay } from '../texts/use-say.js';

interface TokenWallProps {
  readonly role: Role;
  readonly children: ComponentChildren;
}

/** What only a role may see; everybody else is told which, and how to get in. */
export function TokenWall({ role, children }: TokenWallProps) {
  const say = useSay();
  const session = useSession();
  const [isSigningIn, setSigningIn] = useState(false);
  if (may(session, role)) return <>{children}</>;
  // A token that is kept from before has not been recognised yet.
  if (session.token !== null && session.who === null && !session.isRefused) {
    return <p class="quiet">{say('app.recognising')}</p>;
  }
  return (
    <div class="note" data-wall={role}>
      <p>
        {session.who === null
          ? say('app.needsToken', { role: say(`app.role_${role}`) })
          : say('app.needsRole', {
              role: say(`app.role_${role}`),
              mine: say(`app.role_${session.who.role}`),
            })}
      </p>
      <button class="button button-primary" onClick={() => setSigningIn(true)}>
        {say(session.who === null ? 'app.signIn' : 'app.signInAnew')}
      </button>
      {isSigningIn && <SignIn onClose={() => setSigningIn(false)} title={say('app.signIn')} />}
    </div>
  );
}
