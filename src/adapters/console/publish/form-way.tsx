import { useState } from 'preact/hooks';
import type { AdminStreamView, AnswerView } from '../api/schema.js';
import { Review } from '../parts/change-review.js';
import { FaultPlace, type FaultWays } from '../parts/fault-place.js';
import { useSay } from '../texts/use-say.js';
import { AddOperation } from './add-operation.js';
import { DoneNote } from './done-note.js';
import type { Draft } from './draft.js';
import { DraftNote } from './draft-note.js';
import { withCard, withChanged, withoutCard } from './edit.js';
import { Field } from './field.js';
import { OperationCard } from './operation-card.js';
import { useComposed } from './use-composed.js';
import type { DraftState } from './use-draft.js';

interface FormWayProps {
  readonly stream: AdminStreamView;
  readonly draft: DraftState<Draft>;
}

/** A change set written field by field: each finding stands at its field, and nothing happens before the button. */
export function FormWay({ stream, draft }: FormWayProps) {
  const say = useSay();
  const [done, setDone] = useState<AnswerView | null>(null);
  const { reason, cards } = draft.content;
  const { change, state, missing, faults, ways, ...known } = useComposed(stream, draft);
  const finish = (answer: AnswerView) => {
    setDone(answer);
    draft.finish();
  };
  return (
    <div class="way">
      <div class="way-input">
        {done !== null && draft.isBlank && <DoneNote stream={stream.name} done={done} />}
        <DraftNote draft={draft} />
        {cards.map((card, index) => (
          <OperationCard
            key={card.key}
            {...{ ...known, card, index, faults }}
            onChange={(changed) => draft.change((old) => withChanged(old, changed))}
            onRemove={() => draft.change((old) => withoutCard(old, card.key))}
          />
        ))}
        <AddOperation onAdd={(op) => draft.change((old) => withCard(old, op))} />
        <Field
          place="/reason"
          label={say('publish.reason')}
          hint={say('publish.reasonHint')}
          value={reason}
          onType={(text) => draft.change((old) => ({ ...old, reason: text }))}
          faults={faults}
        />
      </div>
      <div class="way-review">
        <h2>{say('publish.review')}</h2>
        {missing.length > 0 && <StillMissing places={missing.map(({ path }) => path)} ways={ways} />}
        {change === null ? (
          <p class="quiet">{say('publish.nothingYet')}</p>
        ) : (
          <Review
            {...{ state, ways }}
            action={say('publish.apply', { count: cards.length })}
            onDone={finish}
          />
        )}
      </div>
    </div>
  );
}

interface StillMissingProps {
  readonly places: readonly string[];
  readonly ways: FaultWays;
}

/** What must still be written before there is an effect to be shown. */
function StillMissing({ places, ways }: StillMissingProps) {
  const say = useSay();
  return (
    <div class="note still-missing">
      <p>{say('publish.stillMissing')}</p>
      <ul>
        {places.map((path) => (
          <li key={path}>
            <FaultPlace path={path} ways={ways} />
          </li>
        ))}
      </ul>
    </div>
  );
}
