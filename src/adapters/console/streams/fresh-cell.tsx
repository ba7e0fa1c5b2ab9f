import { Distance, Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import type { StreamRowProps } from './stream-row.js';

/** Where a stream comes from, and how fresh it is. */
export function FreshCell({ stream: { source, revision, updated_at } }: StreamRowProps) {
  const say = useSay();
  const { kind, last_success, last_attempt } = source;
  return (
    <td data-label={say('streams.fresh')}>
      <div>
        {say(`streams.source_${kind}`)}
        {'url' in source && source.url !== null && <code class="source-url"> {source.url}</code>}
      </div>
      {kind !== 'managed' && last_attempt !== null && (
        <div class="quiet">
          {say('streams.lastSuccess')}{' '}
          {last_success === null ? say('streams.never') : <Distance at={last_success} />}
        </div>
      )}
      <div class="quiet">
        {say('streams.revision', { revision })} {updated_at !== null && <Time at={updated_at} />}
      </div>
    </td>
  );
}
