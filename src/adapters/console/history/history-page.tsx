import { Link } from '../parts/link.js';
import { StreamChoice } from '../parts/stream-choice.js';
import { TokenWall } from '../parts/token-wall.js';
import { pathTo, useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { Audit } from './audit.js';
import { Compare } from './compare.js';
import { Revisions } from './revisions.js';

const VIEWS = ['revisions', 'compare', 'audit'] as const;
type View = (typeof VIEWS)[number];

/** What was changed, by whom and why; and the way back. */
export function HistoryPage() {
  const say = useSay();
  const { stream, query } = useRoute();
  const view = VIEWS.find((one) => one === query.get('view')) ?? 'revisions';
  return (
    <section class="page page-history">
      <div class="history-head">
        <h1>{say('history.title')}</h1>
        {view !== 'audit' && <StreamChoice />}
        <Views view={view} stream={stream} />
      </div>
      <TokenWall role="viewer">
        {view === 'audit' && <Audit />}
        {view === 'compare' && stream !== null && <Compare key={stream} stream={stream} />}
        {view === 'revisions' && stream !== null && <Revisions key={stream} stream={stream} />}
      </TokenWall>
    </section>
  );
}

function Views({ view, stream }: { readonly view: View; readonly stream: string | null }) {
  const say = useSay();
  return (
    <nav class="views" aria-label={say('history.views')}>
      {VIEWS.map((one) => (
        <Link
          key={one}
          to={pathTo('history', stream, { view: one === 'revisions' ? null : one })}
          current={one === view}
        >
          {say(`history.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
