import { useSay } from '../texts/use-say.js';
import { EMPTY_ROW } from './compose.js';
import type { PayloadRow } from './draft.js';
import { FaultLines } from './fault-lines.js';
import type { FaultsByPlace } from './faults.js';
import { Field } from './field.js';
import { SchemeChoice } from './scheme-choice.js';

interface PayloadRowsProps {
  /** JSON Pointer of the list. */
  readonly place: string;
  readonly rows: readonly PayloadRow[];
  readonly basearches: readonly string[];
  readonly faults: FaultsByPlace;
  readonly onChange: (rows: readonly PayloadRow[]) => void;
}

/** What nodes will run, an architecture a line. */
export function PayloadRows({ place, rows, basearches, faults, onChange }: PayloadRowsProps) {
  const say = useSay();
  return (
    <fieldset class="payloads" id={place} tabIndex={-1}>
      <legend class="field-label">{say('publish.part_payloads')}</legend>
      <FaultLines faults={faults.get(place) ?? []} />
      {rows.map((row, index) => (
        <Row
          key={index}
          {...{ row, basearches, faults }}
          place={`${place}/${index}`}
          onChange={(changed) => onChange(rows.map((old, at) => (at === index ? changed : old)))}
          onRemove={rows.length > 1 ? () => onChange(rows.filter((_, at) => at !== index)) : null}
        />
      ))}
      <button type="button" class="button button-small" onClick={() => onChange([...rows, EMPTY_ROW])}>
        {say('publish.addPayload')}
      </button>
    </fieldset>
  );
}

interface RowProps {
  readonly place: string;
  readonly row: PayloadRow;
  readonly basearches: readonly string[];
  readonly faults: FaultsByPlace;
  readonly onChange: (row: PayloadRow) => void;
  /** `null` for the only one. */
  readonly onRemove: (() => void) | null;
}

function Row({ place, row, basearches, faults, onChange, onRemove }: RowProps) {
  const say = useSay();
  const line = (name: keyof PayloadRow) => ({
    ...{ place: `${place}/${name}`, value: row[name], faults, isLabelHidden: true },
    label: say(`publish.field_${name}`),
    onType: (text: string) => onChange({ ...row, [name]: text }),
  });
  return (
    <div class="payload-row" id={place} tabIndex={-1}>
      <Field {...line('basearch')} suggestions={basearches} placeholder={say('publish.field_basearch')} />
      <SchemeChoice {...line('scheme')} />
      <Field {...line('payload')} isMono placeholder={row.scheme === 'oci' ? IMAGE : CHECKSUM} />
      <button
        type="button"
        class="button button-small"
        disabled={onRemove === null}
        onClick={() => onRemove?.()}
        aria-label={say('publish.removePayload', { basearch: row.basearch })}
      >
        ✕
      </button>
      <FaultLines faults={faults.get(place) ?? []} />
    </div>
  );
}

const IMAGE = 'registry/repository@sha256:…';
const CHECKSUM = '0123…cdef';
