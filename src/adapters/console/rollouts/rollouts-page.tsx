import { useLive } from '../api/live.js';
import { ProblemNote } from '../parts/problem-note.js';
import { StreamChoice } from '../parts/stream-choice.js';
import { useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { DeedNote } from './deed-note.js';
import { useDesk } from './desk.js';
import { FinishedRollouts } from './finished-rollouts.js';
import { ActionPanel } from './action-panel.js';
import { RolloutCard } from './rollout-card.js';
import { StartRollout } from './start-rollout.js';
import { TokenNote } from './token-note.js';
import { WithdrawnRollouts } from './withdrawn-rollouts.js';

/** How far each rollout of a stream has come, and what one can do about it: made for a phone in the night. */
export function RolloutsPage() {
  const say = useSay();
  const { stream } = useRoute();
  return (
    <section class="page page-rollouts">
      <h1>
        {say('rollouts.title')} <StreamChoice />
      </h1>
      {stream !== null && <StreamRollouts key={stream} name={stream} />}
    </section>
  );
}

function StreamRollouts({ name }: { readonly name: string }) {
  const say = useSay();
  const desk = useDesk();
  const { body: stream, problem } = useLive('GET /v1/streams/{stream}', { path: { stream: name } });
  if (stream === null) {
    return problem === null ? <p class="quiet">{say('app.loading')}</p> : <ProblemNote problem={problem} />;
  }
  const running = stream.rollouts.filter(({ state }) => state !== 'finished').reverse();
  const { draft } = desk;
  const hasCard = stream.rollouts.some(({ version }) => version === draft?.version);
  return (
    <div data-stream={stream.name} data-revision={stream.revision}>
      {problem !== null && !problem.isOutage && <ProblemNote problem={problem} />}
      <TokenNote stream={stream.name} />
      <DeedNote deed={desk.deed} />
      {draft !== null && draft.action !== 'start' && !hasCard && <ActionPanel stream={stream} desk={desk} />}
      <h2 class={running.length === 0 ? undefined : 'hidden'}>{say('rollouts.inProgress')}</h2>
      {running.length === 0 && <p class="quiet">{say('rollouts.none')}</p>}
      {running.map((rollout) => (
        <RolloutCard key={rollout.version} stream={stream} rollout={rollout} desk={desk} />
      ))}
      <StartRollout stream={stream} desk={desk} />
      <WithdrawnRollouts stream={stream} desk={desk} />
      <FinishedRollouts stream={stream} desk={desk} />
    </div>
  );
}
