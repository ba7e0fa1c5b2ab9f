import type { ReleaseView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { rowsOf } from './compose.js';
import type { Card, PayloadRow } from './draft.js';
import { withField, withPart, withPayloads } from './edit.js';
import { FaultLines } from './fault-lines.js';
import type { FaultsByPlace } from './faults.js';
import { kindOf, PART_FIELDS, type FieldName, type Part } from './kinds.js';
import { OperationField } from './operation-field.js';
import { PayloadRows } from './payload-rows.js';

interface OperationCardProps {
  readonly card: Card;
  readonly index: number;
  readonly faults: FaultsByPlace;
  readonly stream: string;
  readonly releases: readonly ReleaseView[];
  readonly basearches: readonly string[];
  readonly proposed: readonly PayloadRow[];
  readonly onChange: (card: Card) => void;
  readonly onRemove: () => void;
}

/** One operation of a change set, with all of its fields. */
export function OperationCard(props: OperationCardProps) {
  const { card, index, faults, basearches, proposed, onChange, onRemove } = props;
  const say = useSay();
  const { fields, parts, hasPayloads } = kindOf(card.op);
  const place = `/operations/${index}`;
  return (
    <section class="card operation" id={place} tabIndex={-1} aria-label={say(`publish.op_${card.op}`)}>
      <div class="operation-head">
        <h2>
          <span class="operation-number">{index + 1}</span> {say(`publish.op_${card.op}`)}
        </h2>
        <button type="button" class="button button-small" onClick={onRemove}>
          {say('publish.remove')}
        </button>
      </div>
      <FaultLines faults={faults.get(place) ?? []} />
      <Fields {...props} names={fields} below="" />
      {hasPayloads && (
        <PayloadRows
          place={`${place}/payloads`}
          rows={rowsOf(card, proposed)}
          {...{ faults, basearches }}
          onChange={(rows) => onChange(withPayloads(card, rows))}
        />
      )}
      {parts.map((part) => (
        <PartFields key={part} {...props} part={part} />
      ))}
    </section>
  );
}

interface FieldsProps extends OperationCardProps {
  readonly names: readonly FieldName[];
  /** The section they are of, with a slash; empty for the operation's own. */
  readonly below: string;
}

function Fields({ card, index, names, below, onChange, proposed, ...rest }: FieldsProps) {
  const version = (card.fields['version'] ?? '').trim();
  return (
    <div class="fields">
      {names.map((name) => (
        <OperationField
          key={name}
          op={card.op}
          {...{ ...rest, name, below, version }}
          place={`/operations/${index}/${below}${name}`}
          value={card.fields[below + name] ?? ''}
          release={rest.releases.find((release) => release.version === version)}
          ownBasearches={rowsOf(card, proposed).map(({ basearch }) => basearch)}
          onType={(text) => onChange(withField(card, below + name, text))}
        />
      ))}
    </div>
  );
}

/** A section that a new release may have, or not. */
function PartFields(props: OperationCardProps & { readonly part: Part }) {
  const { card, index, part, faults, onChange } = props;
  const say = useSay();
  const place = `/operations/${index}/${part}`;
  const isWanted = card.parts.includes(part);
  return (
    <fieldset class="part" id={place} tabIndex={-1}>
      <legend>
        <label class="field-check">
          <input
            type="checkbox"
            name={part}
            checked={isWanted}
            onChange={({ currentTarget }) => onChange(withPart(card, part, currentTarget.checked))}
          />
          {say(`publish.with_${part}`)}
        </label>
      </legend>
      <FaultLines faults={faults.get(place) ?? []} />
      {isWanted && <Fields {...props} names={PART_FIELDS[part]} below={`${part}/`} />}
    </fieldset>
  );
}
