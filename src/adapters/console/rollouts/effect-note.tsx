import type { ExposureView, RolloutView } from '../api/schema.js';
import { percent } from '../parts/figures.js';
import { localOf } from '../parts/moment.js';
import { now } from '../state/clock.js';
import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { isGrave } from './actions.js';
import type { Draft } from './draft.js';
import { effectsOf } from './effect.js';
import { epochOfInput } from '../parts/local-input.js';
import { useWhom } from './use-whom.js';

interface EffectNoteProps {
  readonly draft: Draft;
  readonly rollout: RolloutView | undefined;
  readonly exposure: readonly ExposureView[];
}

/** What an action does to people, in sentences. */
export function EffectNote({ draft, rollout, exposure }: EffectNoteProps) {
  const say = useSay();
  const spoken = useLanguage();
  const { action, version } = draft;
  const isSet = action === 'correct' || action === 'start';
  const whom = useWhom((isSet ? draft.basearches : rollout?.basearches) ?? null);
  const start = draft.isNow || !isSet ? null : epochOfInput(draft.start);
  const effects = effectsOf({
    ...{ action, version, exposure, share: rollout?.throttle ?? 0 },
    start: start !== null && start > now() ? start : null,
  });
  return (
    <ul class={`effect ${isGrave(action) ? 'effect-grave' : ''}`}>
      {effects.map(({ key, share, at }) => (
        <li key={key}>
          {say(key, {
            whom,
            share: share === undefined ? '' : percent(share),
            time: at === undefined ? '' : localOf(at, spoken),
          })}
        </li>
      ))}
    </ul>
  );
}
