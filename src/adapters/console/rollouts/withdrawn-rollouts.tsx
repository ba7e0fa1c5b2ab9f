import { useLive } from '../api/live.js';
import type { StreamView } from '../api/schema.js';
import { may, useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import type { Desk } from './desk.js';

interface WithdrawnRolloutsProps {
  readonly stream: StreamView;
  readonly desk: Desk;
}

/** What operators have withdrawn of a stream that follows a source: its source still says it, so it can come back. */
export function WithdrawnRollouts({ stream, desk }: WithdrawnRolloutsProps) {
  const say = useSay();
  const session = useSession();
  const isFollowing = stream.source.kind === 'folder' || stream.source.kind === 'mirror';
  const asked = { path: { stream: stream.name }, query: { limit: 50 } };
  const { body } = useLive(
    'GET /admin/v1/streams/{stream}/releases',
    isFollowing && session.who !== null ? asked : null,
  );
  const withdrawn = body?.items.filter((release) => release.rollout_withdrawn) ?? [];
  if (withdrawn.length === 0) return null;
  return (
    <section class="card">
      <p>{say('rollouts.bringBackHint')}</p>
      <div class="buttons">
        {withdrawn.map(({ version }) => (
          <button
            key={version}
            type="button"
            class="button"
            data-bring-back={version}
            disabled={!may(session, 'publisher')}
            onClick={() => desk.open('resume', version)}
          >
            {say('rollouts.bringBack', { version })}
          </button>
        ))}
      </div>
    </section>
  );
}
