import { useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import type { TokenView } from '../api/schema.js';
import { ProblemNote } from '../parts/problem-note.js';
import { TokenWall } from '../parts/token-wall.js';
import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { MakeToken } from './make-token.js';
import { ownIdOf } from './own-token.js';
import { RevokeDialog } from './revoke-dialog.js';
import { TokenTable } from './token-table.js';

/** Who may what: the tokens, how one is made, and how one ends. */
export function TokensPage() {
  const say = useSay();
  return (
    <section class="page page-tokens">
      <h1>{say('tokens.title')}</h1>
      <p class="quiet">{say('tokens.lead')}</p>
      <TokenWall role="admin">
        <Tokens />
        <MakeToken />
      </TokenWall>
    </section>
  );
}

const PAGE = 500;

function Tokens() {
  const say = useSay();
  const session = useSession();
  const own = ownIdOf(session.token);
  const [cursor, setCursor] = useState<string | null>(null);
  const [toRevoke, setToRevoke] = useState<TokenView | null>(null);
  const [revoked, setRevoked] = useState('');
  const query = cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
  const { body, problem } = useLive('GET /admin/v1/tokens', { path: {}, query });
  const next = body?.next_cursor ?? null;
  return (
    <>
      {session.who !== null && own === null && <p class="note">{say('tokens.fromSettings')}</p>}
      <div role="status">
        {revoked !== '' && <p class="note note-good">{say('tokens.revoked', { name: revoked })}</p>}
      </div>
      {problem && !problem.isOutage && !session.isRefused && <ProblemNote problem={problem} />}
      {body === null && !problem && <p class="quiet">{say('app.loading')}</p>}
      {body?.items.length === 0 && <p class="note">{say('tokens.none')}</p>}
      {body && body.items.length > 0 && <TokenTable tokens={body.items} own={own} onRevoke={setToRevoke} />}
      <div class="buttons">
        {cursor !== null && (
          <button class="button" onClick={() => setCursor(null)}>
            {say('tokens.first')}
          </button>
        )}
        {next !== null && (
          <button class="button" onClick={() => setCursor(next)}>
            {say('tokens.next')}
          </button>
        )}
      </div>
      {toRevoke && (
        <RevokeDialog
          token={toRevoke}
          isOwn={toRevoke.id === own}
          onClose={() => setToRevoke(null)}
          onRevoked={() => setRevoked(toRevoke.name)}
        />
      )}
    </>
  );
}
