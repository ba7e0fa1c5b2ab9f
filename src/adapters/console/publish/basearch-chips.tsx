import { useSay } from '../texts/use-say.js';
import { namesIn } from './compose.js';
import { FaultLines } from './fault-lines.js';
import type { FieldProps } from './field.js';

interface BasearchChipsProps extends Pick<FieldProps, 'place' | 'label' | 'value' | 'onType' | 'faults'> {
  /** Those that there are. */
  readonly names: readonly string[];
}

/** For which basearches a section holds: for all of them as long as none is picked. */
export function BasearchChips({ place, label, value, onType, faults, names }: BasearchChipsProps) {
  const say = useSay();
  const picked = namesIn(value);
  const shown = [...new Set([...names, ...picked])].filter((name) => name !== '').sort();
  const toggle = (name: string) =>
    onType((picked.includes(name) ? picked.filter((one) => one !== name) : [...picked, name]).join(' '));
  return (
    <fieldset class="chips" id={place} tabIndex={-1}>
      <legend class="field-label">{label}</legend>
      {shown.map((name) => (
        <label key={name} class="chip">
          <input type="checkbox" checked={picked.includes(name)} onChange={() => toggle(name)} />
          {name}
        </label>
      ))}
      {picked.length === 0 && <span class="quiet">{say('publish.forAll')}</span>}
      <FaultLines faults={faults.get(place) ?? []} />
    </fieldset>
  );
}
