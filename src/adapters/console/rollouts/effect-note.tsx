import { useMemo } from 'preact/hooks';
import type { Preview } from '../api/use-reviewed.js';
import type { ReleaseRolloutView, RolloutView } from '../api/schema.js';
import { percent } from '../parts/figures.js';
import { epochOf, localOf } from '../parts/moment.js';
import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { isGrave } from './actions.js';
import type { Draft } from './draft.js';
import { effectsOf, shareThen } from './effect.js';
import { useWhom } from './use-whom.js';

interface EffectNoteProps {
  readonly draft: Draft;
  readonly rollout: RolloutView | undefined;
  /** What it goes by at the revision that was previewed; `null` while it is not known. */
  readonly settled: ReleaseRolloutView | null;
  readonly preview: Preview;
}

/** What an action does to people, in sentences: against the moment of the preview, so that none moves by itself. */
export function EffectNote({ draft, rollout, settled, preview }: EffectNoteProps) {
  const say = useSay();
  const spoken = useLanguage();
  const { action, version } = draft;
  const { exposure } = preview;
  const isSet = action === 'correct' || action === 'start';
  const whom = useWhom((isSet ? draft.basearches : rollout?.basearches) ?? null);
  const first = exposure.find((point) => point.version === version);
  const at = first === undefined ? preview.at : epochOf(first.at);
  const share = useMemo(
    () => (settled === null ? (rollout?.throttle ?? 0) : shareThen(settled, at)),
    [preview],
  );
  const start = draft.isNow || !isSet ? null : draft.start.epoch;
  const effects = effectsOf({
    ...{ action, version, exposure, share },
    start: start !== null && start > at ? start : null,
  });
  return (
    <ul class={`effect ${isGrave(action) ? 'effect-grave' : ''}`}>
      {effects.map(({ key, share: part, at: time }) => (
        <li key={key}>
          {say(key, {
            whom,
            share: part === undefined ? '' : percent(part),
            time: time === undefined ? '' : localOf(time, spoken),
          })}
        </li>
      ))}
    </ul>
  );
}
