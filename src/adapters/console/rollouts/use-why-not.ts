import { may, useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { ROLE_FOR, type Action } from './actions.js';
import { otherStreams } from './token-scope.js';

/** Whether who is signed in may do something to a stream; if not, why, as it is said in the button. */
export function useWhyNot(action: Action, stream: string): string | null {
  const say = useSay();
  const session = useSession();
  const role = ROLE_FOR[action];
  if (!may(session, role)) return say('rollouts.needsRole', { role: say(`app.role_${role}`) });
  return otherStreams(session, stream) === null ? null : say('rollouts.notThisToken');
}
