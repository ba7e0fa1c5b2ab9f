import { useLive } from '../api/live.js';
import type { StreamView } from '../api/schema.js';
import { isFollowing } from '../parts/is-following.js';
import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import type { Desk } from './desk.js';
import { otherStreams } from './token-scope.js';
import { useFocusBack } from './use-focus-back.js';
import { useWhyNot } from './use-why-not.js';

interface WithdrawnRolloutsProps {
  readonly stream: StreamView;
  readonly desk: Desk;
}

/** What operators have withdrawn of a stream that follows a source: its source still says it, so it can come back. */
export function WithdrawnRollouts({ stream, desk }: WithdrawnRolloutsProps) {
  const say = useSay();
  const session = useSession();
  const isSeen = session.who !== null && otherStreams(session, stream.name) === null;
  const asked = { path: { stream: stream.name }, query: { limit: 50 } };
  const { body } = useLive(
    'GET /admin/v1/streams/{stream}/releases',
    isSeen && isFollowing(stream.source) ? asked : null,
  );
  const withdrawn = body?.items.filter((release) => release.rollout_withdrawn) ?? [];
  if (withdrawn.length === 0) return null;
  return (
    <section class="card">
      <p>{say('rollouts.bringBackHint')}</p>
      <div class="buttons">
        {withdrawn.map(({ version }) => (
          <BringBack key={version} stream={stream.name} version={version} desk={desk} />
        ))}
      </div>
    </section>
  );
}

interface BringBackProps {
  readonly stream: string;
  readonly version: string;
  readonly desk: Desk;
}

function BringBack({ stream, version, desk }: BringBackProps) {
  const say = useSay();
  const whyNot = useWhyNot('resume', stream);
  const place = useFocusBack(desk, 'resume', version);
  return (
    <button
      ref={place}
      type="button"
      class="button"
      data-bring-back={version}
      disabled={whyNot !== null}
      onClick={() => desk.open('resume', version)}
    >
      {say('rollouts.bringBack', { version })}
      {whyNot !== null && <small> ({whyNot})</small>}
    </button>
  );
}
