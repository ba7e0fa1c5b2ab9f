import { capacityTable } from './capacity.js';
import type { RunRecord } from './record.js';
import { isReached, type Figure, type PartResult } from './result.js';
import { markdownTable, shown } from './table.js';

/** A whole run as Markdown: a table for each part, and what it was made with. */
export function markdownOf(record: RunRecord): string {
  const parts = Object.values(record.parts).map(partText);
  return (
    [...parts, capacityTable(record), surroundingsText(record)].filter((text) => text !== '').join('\n\n') +
    '\n'
  );
}

function partText({ title, rows, notes }: PartResult): string {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const lines = rows.map(({ cells, figure }) => [
    ...columns.map((column) => shown(cells[column])),
    verdict(figure),
  ]);
  const table = rows.length === 0 ? [] : [markdownTable([[...columns, 'target'], ...lines])];
  return [`### ${title}`, ...table, ...notes].join('\n\n');
}

function verdict(figure: Figure | null): string {
  if (figure?.target === null || figure === null) return '';
  const bound = `${figure.better === 'more' ? '≥' : '≤'} ${shown(figure.target)}`;
  return isReached(figure) ? `${bound} reached` : `${bound} MISSED`;
}

function surroundingsText({ quick, surroundings }: RunRecord): string {
  const {
    date,
    processor,
    cores,
    memory_gib: memory,
    linux,
    node,
    commit,
    load_average: load,
  } = surroundings;
  const kind = quick ? 'A quick run' : 'A full run';
  return `${kind} of ${date.slice(0, 10)}, commit ${commit ?? 'unknown'}, Node ${node}, ${cores} x ${processor}, ${memory} GiB, Linux ${linux}, load average ${load} at the start.`;
}
