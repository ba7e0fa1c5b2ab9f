import { useLive } from '../api/live.js';
import type { ReleaseView, StreamView } from '../api/schema.js';
import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { ActionPanel } from './action-panel.js';
import type { Desk } from './desk.js';
import { useFocusBack } from './use-focus-back.js';
import { useWhyNot } from './use-why-not.js';

interface StartRolloutProps {
  readonly stream: StreamView;
  readonly desk: Desk;
}

/** How many of the newest releases are offered: older ones are rarely meant. */
const NEWEST = 50;

/** A rollout of a release that has none: chosen among the newest. */
export function StartRollout({ stream, desk }: StartRolloutProps) {
  const { who } = useSession();
  if (desk.draft?.action === 'start') return <OpenStart stream={stream} desk={desk} />;
  return who === null ? null : <StartButton stream={stream} desk={desk} />;
}

function StartButton({ stream, desk }: StartRolloutProps) {
  const say = useSay();
  const whyNot = useWhyNot('start', stream.name);
  // Which release was chosen is no matter: there is one button.
  const place = useFocusBack(desk, 'start', desk.left?.version ?? '');
  return (
    <p class="buttons">
      <button
        ref={place}
        type="button"
        class="button"
        data-action="start"
        disabled={whyNot !== null}
        onClick={() => desk.open('start', '')}
      >
        + {say('rollouts.startAction')}
        {whyNot !== null && <small> ({whyNot})</small>}
      </button>
    </p>
  );
}

function OpenStart({ stream, desk }: StartRolloutProps) {
  const say = useSay();
  const asked = { path: { stream: stream.name }, query: { limit: NEWEST } };
  const { body } = useLive('GET /admin/v1/streams/{stream}/releases', asked);
  const chosen = desk.draft?.version ?? '';
  const free = body?.items.filter(isFree) ?? [];
  // What was chosen stays, even if somebody else has begun it meanwhile: the server says so then.
  const versions = free.map(({ version }) => version);
  const shown = chosen === '' || versions.includes(chosen) ? versions : [chosen, ...versions];
  return (
    <ActionPanel stream={stream} desk={desk}>
      {body !== null && shown.length === 0 && <p class="note">{say('rollouts.nothingToStart')}</p>}
      <label class="field">
        <span>{say('rollouts.version')}</span>
        <select
          name="version"
          value={chosen}
          onChange={({ currentTarget }) => desk.edit({ version: currentTarget.value })}
        >
          <option value="">{say('rollouts.chooseVersion')}</option>
          {shown.map((version) => (
            <option key={version} value={version}>
              {version}
            </option>
          ))}
        </select>
      </label>
    </ActionPanel>
  );
}

function isFree({ rollout, retired, deadend }: ReleaseView): boolean {
  return rollout === null && retired === null && deadend === null;
}
