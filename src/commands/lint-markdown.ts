import type { DiffReport } from '../application/report.js';
import { percent } from '../graph/lint-rollouts.js';
import { placeText } from '../graph/problem.js';
import { countsOf, oneLine, summaryOf } from './lint-text.js';
import type { FolderReport, StreamReport } from './lint.js';

/** What there is to say about a folder, for a comment on a pull request. */
export function markdownOf({ streams, at }: FolderReport): string {
  return [
    `### roost lint: ${countsOf(streams)}\n\nJudged as if published at ${at}.\n`,
    findingsTable(streams),
    exposureTable(streams),
    ...streams.flatMap(({ stream, diff }) => diff.map((one) => diffDetails(stream, one))),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function findingsTable(streams: readonly StreamReport[]): string {
  const rows = streams.flatMap(({ findings }) =>
    findings.map((one) => [one.severity, code(one.code), code(placeText(one)), escaped(one.message)]),
  );
  return tableOf(['severity', 'code', 'where', 'finding'], rows);
}

function exposureTable(streams: readonly StreamReport[]): string {
  const rows = streams.flatMap(({ stream, exposure }) =>
    exposure.map((one) => [stream, escaped(one.version), one.at, percent(one.throttle)]),
  );
  return tableOf(['stream', 'version', 'at (UTC)', 'exposed'], rows);
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Comments have an end; what is left out can be had as JSON. */
const MOST_EDGES = 100;

function diffDetails(stream: string, diff: DiffReport): string {
  const title = escaped(`${stream} ${diff.basearch} ${diff.scheme}: ${summaryOf(diff)}`);
  const lines = [
    ...diff.stranded.map((version) => `! ${version} is stranded`),
    ...diff.nodes_added.map((version) => `+ ${version}`),
    ...diff.nodes_removed.map((version) => `- ${version}`),
    ...diff.edges_added.map(([from, to]) => `+ ${from} -> ${to}`),
    ...diff.edges_removed.map(([from, to]) => `- ${from} -> ${to}`),
  ];
  const left = lines.length > MOST_EDGES ? [`# and ${lines.length - MOST_EDGES} more`] : [];
  const shown = [...lines.slice(0, MOST_EDGES), ...left].map((line) => `    ${oneLine(line)}\n`).join('');
  return `<details><summary>${title}</summary>\n\n${shown}\n</details>\n`;
}

/** Versions and messages come from documents that anybody may have written: they are text here, and nothing else. */
function escaped(text: string): string {
  return oneLine(text).replace(/[&<>|`*[\]@#\\]/g, (one) => `&#${one.charCodeAt(0)};`);
}

function code(text: string): string {
  return `\`${oneLine(text).replace(/[`|]/g, '?')}\``;
}
