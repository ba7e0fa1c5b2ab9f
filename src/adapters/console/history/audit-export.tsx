import { useEffect, useRef, useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from '../api/api-problem.js';
import { addressOf, downloadPage } from '../api/ask.js';
import { utcOf } from '../parts/moment.js';
import { ProblemNote } from '../parts/problem-note.js';
import { saveFile } from '../parts/save-file.js';
import { now } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';
import type { AuditFilter } from './audit-filter.js';
import { exportAll, MEDIA_TYPES, nextIn, type ExportFormat } from './export.js';

const FORMATS = ['csv', 'json'] as const;
/** The most that the API gives at once. */
const PAGE = 500;

type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly count: number }
  | { readonly kind: 'done'; readonly count: number; readonly name: string }
  | { readonly kind: 'failed'; readonly problem: ApiProblem };

/** All that fits the filters as a file, however many pages it has. */
export function AuditExport({ filter }: { readonly filter: AuditFilter }) {
  const say = useSay();
  const { progress, start, stop } = useExport(filter);
  const isRunning = progress.kind === 'running';
  return (
    <div class="export">
      <span>{say('history.export')}</span>{' '}
      {FORMATS.map((format) => (
        <button
          key={format}
          class="button button-small"
          data-export={format}
          disabled={isRunning}
          onClick={() => void start(format)}
        >
          {say(format === 'csv' ? 'history.asCsv' : 'history.asJson')}
        </button>
      ))}{' '}
      {isRunning && (
        <button class="button button-small" onClick={stop}>
          {say('history.stop')}
        </button>
      )}{' '}
      <span role="status" class="quiet">
        {isRunning && say('history.exporting', { count: progress.count })}
        {progress.kind === 'done' && say('history.exported', { name: progress.name, count: progress.count })}
      </span>
      {progress.kind === 'failed' && <ProblemNote problem={progress.problem} />}
    </div>
  );
}

function useExport(filter: AuditFilter) {
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  const run = useRef(0);
  const stop = () => {
    run.current += 1;
    setProgress({ kind: 'idle' });
  };
  useEffect(
    () => () => {
      run.current += 1;
    },
    [],
  );
  const start = async (format: ExportFormat) => {
    run.current += 1;
    const mine = run.current;
    const isStopped = () => run.current !== mine;
    setProgress({ kind: 'running', count: 0 });
    const done = await exported(filter, {
      format,
      isStopped,
      onProgress: (count) => setProgress({ kind: 'running', count }),
    });
    if (!isStopped()) setProgress(done);
  };
  return { progress, start, stop };
}

type Watch = Parameters<typeof exportAll>[2];

async function exported(filter: AuditFilter, watch: Watch): Promise<Progress> {
  const { format } = watch;
  const type = MEDIA_TYPES[format];
  const read = async (address: string) => {
    const { text, link } = await downloadPage(address, type);
    return { text, next: nextIn(link) };
  };
  try {
    const first = addressOf('GET /admin/v1/audit', { path: {}, query: { ...filter, limit: PAGE } });
    const all = await exportAll(first, read, watch);
    if (all === null) return { kind: 'idle' };
    const name = fileName(filter, format);
    saveFile(name, all.text, type);
    return { kind: 'done', count: all.count, name };
  } catch (error) {
    const problem = problemOf(error);
    return { kind: 'failed', problem };
  }
}

function fileName({ stream, actor }: AuditFilter, format: ExportFormat): string {
  const parts = ['roost-audit', stream, actor, utcOf(now()).replaceAll(':', '')];
  return `${parts
    .filter((part) => part !== undefined)
    .join('-')
    .replace(/[^\w.-]+/g, '_')}.${format}`;
}
