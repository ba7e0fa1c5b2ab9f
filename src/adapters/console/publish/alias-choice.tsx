import { useLive } from '../api/live.js';
import type { PayloadAliasView, ReleaseView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import { FaultLines } from './fault-lines.js';
import type { FieldProps } from './field.js';
import { MOST_RELEASES } from './use-releases.js';

interface AliasChoiceProps extends Pick<FieldProps, 'place' | 'label' | 'value' | 'onType' | 'faults'> {
  readonly stream: string;
  readonly version: string;
  /** The newest releases, which need not be asked for once more. */
  readonly listed: readonly ReleaseView[];
}

/** Which of the payload aliases of a release is meant: by what it says, not by its id. */
export function AliasChoice({ place, label, value, onType, faults, ...where }: AliasChoiceProps) {
  const say = useSay();
  const aliases = useAliases(where);
  const isKnown = value === '' || aliases.some(({ id }) => id === value);
  return (
    <div class="field field-wide">
      <label for={place} class="field-label">
        {label}
      </label>
      <select id={place} value={value} onChange={({ currentTarget }) => onType(currentTarget.value)}>
        <option value="">{say('publish.chooseAlias')}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {aliases.map(({ id, basearch, scheme, payload }) => (
          <option key={id} value={id}>
            {[basearch, scheme, payload].join(' ')}
          </option>
        ))}
      </select>
      <div class="field-said quiet">
        {aliases.length === 0 && where.version !== '' && say('publish.noAliases')}
        {aliases.find(({ id }) => id === value)?.reason}
      </div>
      <FaultLines faults={faults.get(place) ?? []} isEmpty={value === ''} />
    </div>
  );
}

function useAliases({
  stream,
  version,
  listed,
}: Pick<AliasChoiceProps, 'stream' | 'version' | 'listed'>): readonly PayloadAliasView[] {
  const found = listed.find((release) => release.version === version);
  // Only of a stream whose list goes on there can be more.
  const isBeyond = found === undefined && version !== '' && listed.length >= MOST_RELEASES;
  const { body } = useLive(
    'GET /admin/v1/streams/{stream}/releases/{version}',
    isBeyond ? { path: { stream, version } } : null,
  );
  return (found ?? body)?.payload_aliases ?? [];
}
