import { cpus, loadavg } from 'node:os';
import type { Options } from './options.js';
import { BREACHES, type Record } from './record.js';
import { quantile, type Requirement } from './requirements.js';

/** The report for people: each requirement with its figure, and what it was measured with. */
export function printed(rows: readonly Requirement[], record: Record, { minutes, seed }: Options): string {
  const table = [
    ['', 'requirement', 'figure', 'limit'],
    ...rows.map(({ isReached, what, figure, limit }) => [isReached ? 'ok' : 'NOT', what, figure, limit]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const lines = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return `${lines.join('\n')}

${beside(record)}
${minutes} minutes, seed ${seed}, ${cpus().length} cores, load average ${load} at the end.
`;
}

/** What nobody has set a limit to. */
function beside(record: Record): string {
  const measures = (['write', 'visible elsewhere, database just back'] as const).map((what) => {
    const measured = record.measured(what);
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => Math.round(quantile(measured, share) ?? NaN));
    return `${what}: ${p50} / ${p99} / ${most} ms (${measured.length})`;
  });
  const counts = (['publications upstream', 'documents sent', 'documents unmodified'] as const).map(
    (what) => `${what}: ${record.counted(what)}`,
  );
  return `Beside: ${[...measures, ...counts].join('; ')}.`;
}

/** One line of how it goes. */
export function progress(record: Record, since: number): string {
  const counts = (['answers', 'writes', 'kills of the database', 'kills of instances'] as const).map(
    (what) => `${record.counted(what)} ${what}`,
  );
  const wrong = BREACHES.map((breach) => ({ breach, count: record.breaches(breach) }))
    .filter(({ count }) => count > 0)
    .map(({ breach, count }) => `${count} x ${breach}`);
  return `${String(Math.round(since / 1000)).padStart(5)} s: ${counts.join(', ')}; ${wrong.join(', ') || 'all well'}\n`;
}
