import type { TokenView } from '../api/schema.js';
import { epochOf } from '../parts/moment.js';
import { Distance, Time } from '../parts/time.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';

interface TokenTableProps {
  readonly tokens: readonly TokenView[];
  /** The id of the token one is signed in with. */
  readonly own: string | null;
  readonly onRevoke: (token: TokenView) => void;
}

/** Every token: whose, what it may, for how long, and when it was used. */
export function TokenTable({ tokens, own, onRevoke }: TokenTableProps) {
  const say = useSay();
  const now = useNow(10);
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={say('tokens.title')}>
      <table class="tokens">
        <thead>
          <tr>
            <th scope="col">{say('tokens.name')}</th>
            <th scope="col">{say('tokens.role')}</th>
            <th scope="col">{say('tokens.streams')}</th>
            <th scope="col">{say('tokens.expires')}</th>
            <th scope="col">{say('tokens.lastUsed')}</th>
            <th scope="col">{say('tokens.created')}</th>
            <th scope="col">
              <span class="hidden">{say('tokens.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} isOwn={token.id === own} now={now} onRevoke={onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TokenRowProps {
  readonly token: TokenView;
  readonly isOwn: boolean;
  readonly now: number;
  readonly onRevoke: (token: TokenView) => void;
}

function TokenRow({ token, isOwn, now, onRevoke }: TokenRowProps) {
  const say = useSay();
  const { id, name, role, streams, expires_at: end, last_used_at: used, created_at: made } = token;
  const isOver = end !== null && epochOf(end) <= now;
  return (
    <tr data-token={id} class={isOver ? 'is-over' : ''}>
      <th scope="row">
        <span class="token-name">{name}</span>{' '}
        {isOwn && <span class="tag tag-active">{say('tokens.you')}</span>}
        <br />
        <code>{id}</code>
      </th>
      <td data-label={say('tokens.role')}>{say(`app.role_${role}`)}</td>
      <td data-label={say('tokens.streams')}>
        {streams === null ? <span class="quiet">{say('tokens.allStreams')}</span> : streams.join(' ')}
      </td>
      <td data-label={say('tokens.expires')}>
        {end === null && <span class="quiet">{say('tokens.noEnd')}</span>}
        {end !== null && <Time at={end} />}
        {end !== null && (
          <div class="quiet">
            {isOver ? <span class="tag tag-eol">{say('tokens.over')}</span> : <Distance at={end} />}
          </div>
        )}
      </td>
      <td data-label={say('tokens.lastUsed')}>
        {used === null ? <span class="quiet">{say('tokens.never')}</span> : <Distance at={used} />}
      </td>
      <td data-label={say('tokens.created')}>
        <Time at={made} />
      </td>
      <td>
        <button
          class="button button-small"
          data-act="revoke"
          aria-label={say('tokens.revokeNamed', { name })}
          onClick={() => onRevoke(token)}
        >
          {say('tokens.revoke')}
        </button>
      </td>
    </tr>
  );
}
