import { parseDuration } from '../../../graph/duration.js';
import type { ReleaseView } from '../api/schema.js';
import { percent } from '../parts/figures.js';
import { Distance, Time, Length } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import { AT_A_TIME } from './draft.js';

interface TypedProps {
  readonly text: string;
}

/** When what was typed would be, in the viewer's zone. */
export function StartHint({ text }: TypedProps) {
  const say = useSay();
  const typed = text.trim();
  if (typed === AT_A_TIME) return <>{say('publish.startTime')}</>;
  if (typed === '' || typed === 'now') return <>{say('publish.startsNow')}</>;
  const epoch = Math.floor(Date.parse(typed) / 1000);
  // Without its zone a time is not the same for everybody, and the server refuses it.
  if (Number.isNaN(epoch) || !/(?:Z|[+-]\d\d:\d\d)$/i.test(typed)) return <>{say('publish.timeForm')}</>;
  return (
    <>
      <Time at={epoch} /> · <Distance at={epoch} />
    </>
  );
}

export function LengthHint({ text }: TypedProps) {
  const say = useSay();
  const minutes = parseDuration(text.trim());
  return minutes === null ? <>{say('publish.lengthForm')}</> : <Length minutes={minutes} />;
}

export function FractionHint({ text }: TypedProps) {
  const say = useSay();
  const fraction = text.trim() === '' ? 0 : Number(text);
  if (!(fraction >= 0 && fraction <= 1)) return <>{say('publish.fractionForm')}</>;
  return <>{say('publish.letInAtOnce', { share: percent(fraction) })}</>;
}

/** How a release stands now. */
export function ReleaseHint({ release }: { readonly release: ReleaseView }) {
  const say = useSay();
  const { barrier, deadend, rollout, retired, payloads } = release;
  const basearches = [...new Set(payloads.map(({ basearch }) => basearch))];
  return (
    <span data-standing={release.version}>
      {say('publish.standing')} {basearches.join(' ')}{' '}
      {rollout && (
        <>
          <span class={`tag tag-${rollout.state}`}>{say(`streams.rollout_${rollout.state}`)}</span>{' '}
          {percent(rollout.throttle)}{' '}
        </>
      )}
      {barrier && <span class="tag tag-barrier">{say('publish.part_barrier')}</span>}{' '}
      {deadend && <span class="tag tag-eol">{say('publish.deadend')}</span>}{' '}
      {retired !== null && <span class="tag">{say('publish.retired')}</span>}
    </span>
  );
}
