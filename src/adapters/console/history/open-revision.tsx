import { useEffect, useRef } from 'preact/hooks';
import { useSettled } from '../api/live.js';
import type { FullRevisionView } from '../api/schema.js';
import { DiffTable } from '../parts/diff-table.js';
import { Link } from '../parts/link.js';
import { ProblemNote } from '../parts/problem-note.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { Entry } from './entry.js';
import { ReleaseChanges } from './release-changes.js';
import { Restore } from './restore.js';

interface OpenRevisionProps {
  readonly stream: string;
  readonly revision: number;
  /** `undefined` until it is known. */
  readonly current: number | undefined;
  readonly onClose: () => void;
}

/** One revision: what it changed, of which releases and in which graphs, and the way back to it. */
export function OpenRevision({ stream, revision, current, onClose }: OpenRevisionProps) {
  const say = useSay();
  const title = useRef<HTMLHeadingElement>(null);
  const question = { path: { stream, revision } };
  const { body, problem } = useSettled('GET /admin/v1/streams/{stream}/revisions/{revision}', question);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="card revision-opened" data-opened={revision} aria-labelledby="revision-opened">
      <div class="revision-head">
        <h2 id="revision-opened" ref={title} tabIndex={-1}>
          {say('history.revision')} <span class="version">{revision}</span>
        </h2>
        <button class="button button-small" onClick={onClose}>
          {say('history.close')}
        </button>
      </div>
      {problem && !problem.isOutage && <ProblemNote problem={problem} />}
      {body === null && !problem && <p class="quiet">{say('app.loading')}</p>}
      {body && <Content stream={stream} body={body} current={current} />}
    </section>
  );
}

interface ContentProps {
  readonly stream: string;
  readonly body: FullRevisionView;
  readonly current: number | undefined;
}

function Content({ stream, body, current }: ContentProps) {
  const say = useSay();
  const { revision, changes, diff, ...entry } = body;
  const isPast = current !== undefined && revision < current;
  return (
    <>
      <Restore stream={stream} revision={revision} current={current} />
      <Entry entry={body} />
      <p class="revision-ways">
        {revision > 1 && (
          <Link to={pathTo('graph', stream, { from: revision - 1, to: revision })}>
            {say('history.compareWithBefore')}
          </Link>
        )}{' '}
        {isPast && (
          <Link to={pathTo('history', stream, { view: 'compare', from: revision, to: current })}>
            {say('history.compareWithCurrent')}
          </Link>
        )}
      </p>
      <h3>
        {changes.length === 0
          ? say('history.noReleaseChanged')
          : say('history.releasesChanged', { count: changes.length })}
      </h3>
      <ReleaseChanges changes={changes} />
      <h3>{say('history.graphs')}</h3>
      <DiffTable diff={diff} />
      <details class="raw">
        <summary>{say('history.raw')}</summary>
        <pre tabIndex={0}>{JSON.stringify({ revision, ...entry }, null, 2)}</pre>
      </details>
    </>
  );
}
