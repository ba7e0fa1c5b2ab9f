import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ReleaseRolloutView, RolloutView, StreamView } from '../api/schema.js';
import { ChangeReview } from '../parts/change-review.js';
import { useSay } from '../texts/use-say.js';
import { isGrave } from './actions.js';
import type { Desk } from './desk.js';
import { changeOf, missingIn, type Draft } from './draft.js';
import { EffectNote } from './effect-note.js';
import { SetFields } from './set-fields.js';
import { StopFields } from './stop-fields.js';

interface ActionPanelProps {
  readonly stream: StreamView;
  readonly desk: Desk;
  /** `undefined` for a release that has none now. */
  readonly rollout?: RolloutView;
  /** What it goes by at this very revision, as far as it is known. */
  readonly settled?: ReleaseRolloutView | null;
  /** What is to be said before everything else. */
  readonly children?: ComponentChildren;
}

/** One action: what it needs to know, what it does to people, and the button. */
export function ActionPanel({ stream, desk, rollout, settled = null, children }: ActionPanelProps) {
  return desk.draft === null ? null : (
    <OpenPanel stream={stream} desk={desk} rollout={rollout} settled={settled} draft={desk.draft}>
      {children}
    </OpenPanel>
  );
}

interface OpenPanelProps extends Omit<ActionPanelProps, 'rollout' | 'settled'> {
  readonly rollout: RolloutView | undefined;
  readonly settled: ReleaseRolloutView | null;
  readonly draft: Draft;
}

function OpenPanel({ stream, desk, rollout, settled, draft, children }: OpenPanelProps) {
  const say = useSay();
  const { action, version } = draft;
  const missing = missingIn(draft);
  const isSet = action === 'correct' || action === 'start';
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('input, select')?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [action]);
  const Fields = isSet ? SetFields : StopFields;
  return (
    <section
      ref={place}
      class="card action-panel"
      data-panel={action}
      aria-label={say(`rollouts.${action}Title`, { version })}
    >
      <h4>{say(`rollouts.${action}Title`, { version })}</h4>
      {children}
      <Fields stream={stream} draft={draft} onEdit={desk.edit} />
      {missing !== null && <p class="quiet">{say(missing)}</p>}
      <ChangeReview
        change={changeOf(stream.name, draft)}
        revision={stream.revision}
        action={say(`rollouts.${action}Now`)}
        isDangerous={isGrave(action) || action === 'pause'}
        effect={(preview) => (
          <EffectNote draft={draft} rollout={rollout} settled={settled} preview={preview} />
        )}
        onDone={desk.done}
      />
      <button type="button" class="button cancel" onClick={desk.close}>
        {say('app.cancel')}
      </button>
    </section>
  );
}
