import { useSay } from '../texts/use-say.js';
import type { PayloadRow } from './draft.js';
import { FaultLines } from './fault-lines.js';
import type { FaultsByPlace } from './faults.js';
import { Field } from './field.js';
import { SchemeChoice } from './scheme-choice.js';

interface PayloadLineProps {
  /** JSON Pointer of it. */
  readonly place: string;
  /** What it is for: `x86_64 checksum`. */
  readonly name: string;
  readonly row: PayloadRow;
  readonly basearches: readonly string[];
  readonly faults: FaultsByPlace;
  readonly onChange: (row: PayloadRow) => void;
  /** `null` for the only one. */
  readonly onRemove: (() => void) | null;
}

/** One payload: for which nodes, how it is named, and what it is. */
export function PayloadLine({ place, name, row, basearches, faults, onChange, onRemove }: PayloadLineProps) {
  const say = useSay();
  const line = (field: keyof PayloadRow) => ({
    ...{ place: `${place}/${field}`, value: row[field], faults, isLabelHidden: true },
    label: say('publish.fieldOf', { name, field: say(`publish.field_${field}`) }),
    onType: (text: string) => onChange({ ...row, [field]: text }),
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
        aria-label={say('publish.removePayload', { name })}
      >
        ✕
      </button>
      <FaultLines faults={faults.get(place) ?? []} />
    </div>
  );
}

const IMAGE = 'registry/repository@sha256:…';
const CHECKSUM = '0123…cdef';
