import type { DiffReport, ExposureReport } from '../application/report.js';
import { percent } from '../graph/lint-rollouts.js';
import { placeText } from '../graph/problem.js';
import type { FolderReport, StreamReport } from './lint.js';

/** What there is to say about a folder, for a terminal. */
export function textOf({ streams }: FolderReport): string {
  const findings = streams.flatMap((one) => one.findings);
  const lines = findings.map(
    (one) => `${one.severity.padEnd(7)} ${oneLine(`${placeText(one)}: ${one.message}`)} [${one.code}]\n`,
  );
  return `${lines.join('')}${streams.map(consequences).join('')}${counted(streams.length, 'stream')}, ${countsOf(streams)}\n`;
}

export function countsOf(streams: readonly StreamReport[]): string {
  const findings = streams.flatMap((one) => one.findings);
  const count = (severity: string) => findings.filter((one) => one.severity === severity).length;
  return `${counted(count('error'), 'error')}, ${count('confirm')} to confirm, ${counted(count('warning'), 'warning')}`;
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function consequences({ stream, exposure, diff }: StreamReport): string {
  const graphs = diff.map((one) => `  ${one.basearch} ${one.scheme}: ${summaryOf(one)}\n`);
  return [
    ...(exposure.length > 0
      ? [`${stream}, exposed:\n`, ...exposure.map((one) => `  ${pointText(one)}\n`)]
      : []),
    ...(diff.length > 0 ? [`${stream}, graphs:\n`, ...graphs] : []),
  ].join('');
}

function pointText({ version, at, throttle }: ExposureReport): string {
  return `${at} ${percent(throttle).padStart(7)} to ${oneLine(version)}`;
}

/** What differs in a graph, in one line. */
export function summaryOf(diff: DiffReport): string {
  const parts = [
    nodesText('new', diff.nodes_added),
    nodesText('gone', diff.nodes_removed),
    nodesText('changed', diff.nodes_changed),
    edgesText('more', diff.edges_added),
    edgesText('fewer', diff.edges_removed),
    nodesText('stranded', diff.stranded),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** As many versions as a line can hold. */
const MOST_VERSIONS = 5;

function nodesText(what: string, versions: readonly string[]): string {
  if (versions.length === 0) return '';
  const more = versions.length > MOST_VERSIONS ? ` and ${versions.length - MOST_VERSIONS} more` : '';
  return oneLine(`${what}: ${versions.slice(0, MOST_VERSIONS).join(', ')}${more}`);
}

function edgesText(what: string, edges: readonly unknown[]): string {
  if (edges.length === 0) return '';
  return `${counted(edges.length, 'edge')} ${what}`;
}

/** What a document says must not move the cursor, nor look like a line of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
}
