import type { BasearchView } from '../api/schema.js';
import type { Scheme } from '../../../graph/model.js';
import { useSay } from '../texts/use-say.js';
import { schemesOf, type Scope } from './scope.js';

interface ScopeChoiceProps {
  readonly basearches: readonly BasearchView[];
  readonly scope: Scope;
  readonly onChange: (scope: { readonly basearch: string; readonly scheme: Scheme | null }) => void;
}

/** Which graph of the stream it is. */
export function ScopeChoice({ basearches, scope, onChange }: ScopeChoiceProps) {
  const say = useSay();
  const names = withIt(
    basearches.map(({ basearch }) => basearch),
    scope.basearch,
  );
  const schemes = withIt(schemesOf(basearches, scope.basearch), scope.scheme);
  const changeScheme = (wanted: string) => {
    const scheme = schemes.find((one) => one === wanted);
    if (scheme) onChange({ ...scope, scheme });
  };
  return (
    <>
      <label class="graph-choice">
        <span class="hidden">{say('graph.basearch')}</span>
        <select
          name="basearch"
          value={scope.basearch}
          onChange={({ currentTarget }) => onChange({ basearch: currentTarget.value, scheme: null })}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label class="graph-choice">
        <span class="hidden">{say('graph.scheme')}</span>
        <select
          name="scheme"
          value={scope.scheme}
          onChange={({ currentTarget }) => changeScheme(currentTarget.value)}
        >
          {schemes.map((name) => (
            <option key={name} value={name}>
              {say(`graph.scheme_${name}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** What is asked for is shown, also where the stream does not have it. */
function withIt<T>(all: readonly T[], one: T): readonly T[] {
  return all.includes(one) ? all : [one, ...all];
}
