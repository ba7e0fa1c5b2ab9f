import { useEffect, useState } from 'preact/hooks';
import { useSay } from '../texts/use-say.js';
import { EMPTY_ROW } from './compose.js';
import type { PayloadRow } from './draft.js';
import { FaultLines } from './fault-lines.js';
import type { FaultsByPlace } from './faults.js';
import { nameOfRow } from './form-places.js';
import { PayloadLine } from './payload-line.js';

interface PayloadRowsProps {
  /** JSON Pointer of the list. */
  readonly place: string;
  readonly rows: readonly PayloadRow[];
  readonly basearches: readonly string[];
  readonly faults: FaultsByPlace;
  readonly onChange: (rows: readonly PayloadRow[]) => void;
}

/** What nodes will run, an architecture a line; a line without a payload is no part of it. */
export function PayloadRows({ place, rows, basearches, faults, onChange }: PayloadRowsProps) {
  const say = useSay();
  const focusNext = useFocusAfter(place, rows.length);
  const remove = (index: number) => {
    focusNext(index);
    onChange(rows.filter((_, at) => at !== index));
  };
  return (
    <fieldset class="payloads" id={place} tabIndex={-1}>
      <legend class="field-label">{say('publish.part_payloads')}</legend>
      {rows.length > 1 && <p class="field-said quiet">{say('publish.emptyLeftOut')}</p>}
      <FaultLines
        faults={faults.get(place) ?? []}
        isEmpty={rows.every(({ payload }) => payload.trim() === '')}
      />
      {rows.map((row, index) => (
        <PayloadLine
          key={index}
          {...{ row, basearches, faults }}
          name={nameOfRow(row, index)}
          place={`${place}/${index}`}
          onChange={(changed) => onChange(rows.map((old, at) => (at === index ? changed : old)))}
          onRemove={rows.length > 1 ? () => remove(index) : null}
        />
      ))}
      <button type="button" class="button button-small" onClick={() => onChange([...rows, EMPTY_ROW])}>
        {say('publish.addPayload')}
      </button>
    </fieldset>
  );
}

/** Once a row has gone, keys go on at the one that has taken its place, or at the last one. */
function useFocusAfter(place: string, count: number) {
  const [removed, setRemoved] = useState<number | null>(null);
  useEffect(() => {
    if (removed === null) return;
    const row = document.getElementById(`${place}/${Math.min(removed, count - 1)}`);
    const places = ['button:not(:disabled)', 'input.mono'].map((place) =>
      row?.querySelector<HTMLElement>(place),
    );
    places.find((place) => place)?.focus();
    setRemoved(null);
  }, [count]);
  return setRemoved;
}
