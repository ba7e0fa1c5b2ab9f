import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { otherStreams } from './token-scope.js';

/** Why nothing can be done here by who is signed in, or by nobody. */
export function TokenNote({ stream }: { readonly stream: string }) {
  const say = useSay();
  const session = useSession();
  const others = otherStreams(session, stream);
  if (session.token === null) return <p class="note">{say('rollouts.readOnly')}</p>;
  if (others === null) return null;
  return (
    <p class="note note-warning" data-note="other-streams">
      {say('rollouts.otherStreams', { streams: others.join(', ') })}
    </p>
  );
}
