import type { ReleaseRolloutView, RolloutView } from '../api/schema.js';
import { may, useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { actionsOn, isGrave, ROLE_FOR, type StandingAction } from './actions.js';
import type { Desk } from './desk.js';

interface ActionBarProps {
  readonly rollout: RolloutView;
  readonly detail: ReleaseRolloutView | null;
  /** What a correction begins with; `null` while it is not known. */
  readonly settled: ReleaseRolloutView | null;
  readonly desk: Desk;
}

/** What can be done to a rollout; what a role may not is there too, with the role that may. */
export function ActionBar({ rollout: { version, state }, detail, settled, desk }: ActionBarProps) {
  const isResumable = detail === null || detail.pause !== null;
  return (
    <div class="buttons rollout-actions">
      {actionsOn(state, isResumable).map((action) => (
        <ActionButton
          key={action}
          action={action}
          isReady={action !== 'correct' || settled !== null}
          onOpen={() => desk.open(action, version, action === 'correct' ? settled : null)}
        />
      ))}
    </div>
  );
}

interface ActionButtonProps {
  readonly action: StandingAction;
  readonly isReady: boolean;
  readonly onOpen: () => void;
}

function ActionButton({ action, isReady, onOpen }: ActionButtonProps) {
  const say = useSay();
  const session = useSession();
  const role = ROLE_FOR[action];
  const isAllowed = may(session, role);
  const look = action === 'pause' ? 'button-danger button-pause' : isGrave(action) ? 'button-grave' : '';
  return (
    <button
      type="button"
      class={`button ${look}`}
      data-action={action}
      disabled={!isAllowed || !isReady}
      onClick={onOpen}
    >
      {action === 'pause' && <span aria-hidden="true">‖ </span>}
      {say(`rollouts.${action}`)}
      {!isAllowed && <small> ({say('rollouts.needsRole', { role: say(`app.role_${role}`) })})</small>}
    </button>
  );
}
