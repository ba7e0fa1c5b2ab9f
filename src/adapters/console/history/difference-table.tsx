import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import type { Difference } from './differences.js';
import { fieldName, fieldValue } from './field-words.js';

interface DifferencesProps {
  readonly differences: readonly Difference[];
  readonly version: string;
}

/** The fields in which two declarations of a release differ, in words; as the API has them to whoever hovers. */
export function Differences({ differences, version }: DifferencesProps) {
  const say = useSay();
  const spoken = useLanguage();
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={version}>
      <table class="differences">
        <thead>
          <tr>
            <th scope="col">{say('history.field')}</th>
            <th scope="col">{say('history.before')}</th>
            <th scope="col">{say('history.after')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field, before, after }) => (
            <tr key={field} data-field={field}>
              <th scope="row" title={field}>
                {fieldName(field, spoken)}
              </th>
              <Value sign="−" class="removed" field={field} value={before} />
              <Value sign="+" class="added" field={field} value={after} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ValueProps {
  readonly sign: string;
  readonly class: string;
  readonly field: string;
  /** As the API has it. */
  readonly value: string | null;
}

function Value({ sign, field, value, ...rest }: ValueProps) {
  const spoken = useLanguage();
  if (value === null)
    return (
      <td class="nothing">
        <span class="quiet">–</span>
      </td>
    );
  return <td {...rest} title={value}>{`${sign}\u00a0${fieldValue(field, value, spoken)}`}</td>;
}
