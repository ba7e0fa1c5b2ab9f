import type { RolloutView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { actionsOn, isGrave, type StandingAction } from './actions.js';
import type { Desk } from './desk.js';
import { useFocusBack } from './use-focus-back.js';
import type { RolloutWay } from './use-way.js';
import { useWhyNot } from './use-why-not.js';

interface ActionBarProps extends Pick<RolloutWay, 'detail' | 'settled'> {
  readonly stream: string;
  readonly rollout: RolloutView;
  readonly desk: Desk;
}

/** What can be done to a rollout; what one may not is there too, with why. */
export function ActionBar({ detail, rollout: { version, state }, ...bar }: ActionBarProps) {
  const isResumable = detail === null || detail.pause !== null;
  return (
    <div class="buttons rollout-actions">
      {actionsOn(state, isResumable).map((action) => (
        <ActionButton key={action} action={action} version={version} {...bar} />
      ))}
    </div>
  );
}

interface ActionButtonProps extends Pick<ActionBarProps, 'stream' | 'settled' | 'desk'> {
  readonly action: StandingAction;
  readonly version: string;
}

function ActionButton({ stream, action, version, settled, desk }: ActionButtonProps) {
  const say = useSay();
  const whyNot = useWhyNot(action, stream);
  const place = useFocusBack(desk, action, version);
  // A correction begins with what stands.
  const why = whyNot ?? (action === 'correct' && settled === null ? say('app.loading') : null);
  const look = action === 'pause' ? 'button-danger button-pause' : isGrave(action) ? 'button-grave' : '';
  return (
    <button
      ref={place}
      type="button"
      class={`button ${look}`}
      data-action={action}
      disabled={why !== null}
      onClick={() => desk.open(action, version, action === 'correct' ? settled : null)}
    >
      {action === 'pause' && <span aria-hidden="true">‖ </span>}
      {say(`rollouts.${action}`)}
      {why !== null && <small> ({why})</small>}
    </button>
  );
}
