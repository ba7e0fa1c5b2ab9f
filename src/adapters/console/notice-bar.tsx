import { useState } from 'preact/hooks';
import { connection } from './api/connection.js';
import { useLive } from './api/live.js';
import { useNewerConsole } from './api/newer-console.js';
import { Time } from './parts/time.js';
import { useSession } from './state/session.js';
import { useStore } from './state/use-store.js';
import { SignIn } from './session/sign-in.js';
import { useSay } from './texts/use-say.js';

/** What everybody must know whatever page they are on: no answer, a token that is over, a server that is not well. */
export function NoticeBar() {
  const say = useSay();
  const [isSigningIn, setSigningIn] = useState(false);
  return (
    <div class="notices">
      <div role="status">
        <LostServer />
        <RefusedToken onSignIn={() => setSigningIn(true)} />
        <Degraded />
        <NewerConsole />
      </div>
      {isSigningIn && <SignIn onClose={() => setSigningIn(false)} title={say('app.signInAnew')} />}
    </div>
  );
}

function LostServer() {
  const say = useSay();
  const { lostSince, why, isStarting } = useStore(connection);
  if (lostSince === null) return null;
  return (
    <p class="notice notice-error" data-notice="lost">
      {say(isStarting ? 'app.serverStarts' : 'app.lostServer')} <Time at={lostSince} />.{' '}
      {say('app.lastDataStays')} <code>{why}</code>
    </p>
  );
}

function RefusedToken({ onSignIn }: { readonly onSignIn: () => void }) {
  const say = useSay();
  const { isRefused } = useSession();
  if (!isRefused) return null;
  return (
    <p class="notice notice-warning" data-notice="token">
      {say('app.tokenRefused')}{' '}
      <button class="button button-small" onClick={onSignIn}>
        {say('app.signInAnew')}
      </button>
    </p>
  );
}

function NewerConsole() {
  const say = useSay();
  const isNewer = useNewerConsole();
  if (!isNewer) return null;
  return (
    <p class="notice notice-warning" data-notice="newer">
      {say('app.newerConsole')}{' '}
      <button class="button button-small" onClick={() => location.reload()}>
        {say('app.reload')}
      </button>
    </p>
  );
}

function Degraded() {
  const say = useSay();
  const { body } = useLive('GET /readyz', { path: {} });
  if (body === null || body.degraded.length === 0) return null;
  return (
    <ul class="notice notice-warning" data-notice="degraded">
      {body.degraded.map(({ what, stream, kind, as_of }) => (
        <li key={`${what} ${stream} ${kind}`}>
          {say(`app.degraded_${what}`, { stream: stream ?? '' })} <code>{kind}</code>{' '}
          {as_of !== null && (
            <>
              {say('app.asOf')} <Time at={as_of} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
