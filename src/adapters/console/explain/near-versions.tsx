import type { NearView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';

interface NearVersionsProps {
  readonly near: readonly NearView[];
  readonly onChoose: (version: string) => void;
}

/** What a node may run that nobody knows; a click asks as if it did. */
export function NearVersions({ near, onChoose }: NearVersionsProps) {
  const say = useSay();
  return (
    <section class="explain-part">
      <h2>{say('explain.near')}</h2>
      <ul class="near">
        {near.map(({ version, why }) => (
          <li key={version} data-near={version}>
            <span class="version">{version}</span>{' '}
            <button class="button button-small" type="button" onClick={() => onChoose(version)}>
              {say('explain.askAs')} <span class="hidden">{version}</span>
            </button>
            <div class="quiet">{why}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
