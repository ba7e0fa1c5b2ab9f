import { ask } from '../api/ask.js';
import { useLive } from '../api/live.js';
import type { AuditView } from '../api/schema.js';
import { Link } from '../parts/link.js';
import { ProblemNote } from '../parts/problem-note.js';
import { changeQuery, pathTo, useRoute } from '../state/route.js';
import { useSession } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { filterIn, filterText, type AuditFilter } from './audit-filter.js';
import { AuditFilters, LastDays } from './audit-filters.js';
import { AuditExport } from './audit-export.js';
import { Entry } from './entry.js';
import { MoreButton } from './more-button.js';
import { useGrowing } from './use-growing.js';

const LIST = 'GET /admin/v1/audit';
const PAGE = 50;

/** Everything that was done, whatever it was done to; the address carries the filters. */
export function Audit() {
  const say = useSay();
  const filter = filterIn(useRoute().query);
  const { list, problem } = useAudit(filter);
  const { items } = list;
  return (
    <>
      <AuditFilters filter={filter} />
      <div class="audit-line">
        <LastDays filter={filter} />
        <AuditExport key={filterText(filter)} filter={filter} />
      </div>
      {problem && !problem.isOutage && <ProblemNote problem={problem} />}
      {items === null && !problem && <p class="quiet">{say('app.loading')}</p>}
      {items?.length === 0 && <p class="note">{say('history.nothingFound')}</p>}
      <ol class="entries">
        {items?.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      <MoreButton list={list} />
    </>
  );
}

function useAudit(filter: AuditFilter) {
  const { token } = useSession();
  const { body, problem } = useLive(LIST, { path: {}, query: { ...filter, limit: PAGE } });
  const list = useGrowing<AuditView>({
    about: `${filterText(filter)} ${token}`,
    first: body,
    askOlder: (cursor) => ask(LIST, { path: {}, query: { ...filter, limit: PAGE, cursor } }),
    keyOf: ({ id }) => id,
  });
  return { list, problem };
}

function AuditEntry({ entry }: { readonly entry: AuditView }) {
  const { id, stream, revision, actor } = entry;
  return (
    <li class="entry entry-audit" data-audit={id}>
      <div class="entry-where">
        {stream !== null && revision !== null && (
          <Link to={pathTo('history', stream, { revision })}>
            <span class="version">{stream}</span> <span class="entry-at">{revision}</span>
          </Link>
        )}
        {stream === null && <span class="quiet">–</span>}
      </div>
      <Entry entry={entry} actor={<Actor name={actor} />} />
    </li>
  );
}

/** Whose name is clicked is looked at alone. */
function Actor({ name }: { readonly name: string }) {
  const say = useSay();
  return (
    <button
      class="button-plain entry-actor"
      title={say('history.onlyActor', { actor: name })}
      onClick={() => changeQuery({ actor: name })}
    >
      {name}
    </button>
  );
}
