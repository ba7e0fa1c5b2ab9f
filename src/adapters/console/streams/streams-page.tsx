import { useLive } from '../api/live.js';
import type { AdminStreamView, StreamView } from '../api/schema.js';
import { ProblemNote } from '../parts/problem-note.js';
import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { seenStreams } from './seen-streams.js';
import { StreamRow } from './stream-row.js';

/** Every stream at a glance, like a departure board. */
export function StreamsPage() {
  const say = useSay();
  const { streams, problem } = useStreams();
  return (
    <section class="page page-streams">
      <h1>{say('streams.title')}</h1>
      {problem && !problem.isOutage && <ProblemNote problem={problem} />}
      {streams === null && !problem && <p class="quiet">{say('app.loading')}</p>}
      {streams?.length === 0 && <p class="note">{say('streams.none')}</p>}
      {streams !== null && streams.length > 0 && <Board streams={streams} />}
    </section>
  );
}

/** With a token one sees more of them: the whole of their sources, and what lint finds. */
function useStreams() {
  const { who } = useSession();
  const everything = { path: {}, query: { limit: 500 } };
  const admin = useLive('GET /admin/v1/streams', who ? everything : null);
  const everybody = useLive('GET /v1/streams', everything);
  const streams = seenStreams(everybody.body?.items ?? null, admin.body?.items ?? null);
  return { streams, problem: admin.problem ?? everybody.problem };
}

function Board({ streams }: { readonly streams: readonly (StreamView | AdminStreamView)[] }) {
  const say = useSay();
  return (
    <table class="board">
      <thead>
        <tr>
          <th scope="col">{say('streams.stream')}</th>
          <th scope="col">{say('streams.newest')}</th>
          <th scope="col">{say('streams.rollingOut')}</th>
          <th scope="col">{say('streams.fresh')}</th>
          <th scope="col">{say('streams.remarks')}</th>
        </tr>
      </thead>
      <tbody>
        {streams.map((stream) => (
          <StreamRow key={stream.name} stream={stream} />
        ))}
      </tbody>
    </table>
  );
}
