import { SCHEMES } from '../../../graph/model.js';
import { FaultLines } from './fault-lines.js';
import type { FieldProps } from './field.js';

type SchemeChoiceProps = Pick<
  FieldProps,
  'place' | 'label' | 'value' | 'onType' | 'faults' | 'isLabelHidden'
>;

/** How a payload is named. */
export function SchemeChoice({ place, label, value, onType, faults, isLabelHidden }: SchemeChoiceProps) {
  const found = faults.get(place) ?? [];
  return (
    <div class="field">
      <label for={place} class={isLabelHidden ? 'hidden' : 'field-label'}>
        {label}
      </label>
      <select id={place} value={value} onChange={({ currentTarget }) => onType(currentTarget.value)}>
        {!SCHEMES.some((scheme) => scheme === value) && <option value={value}>{value}</option>}
        {SCHEMES.map((scheme) => (
          <option key={scheme} value={scheme}>
            {scheme}
          </option>
        ))}
      </select>
      <FaultLines faults={found} isEmpty={value === ''} />
    </div>
  );
}
