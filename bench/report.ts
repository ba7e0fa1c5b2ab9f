import { cpus, loadavg, release, totalmem } from 'node:os';
import { CONNECTIONS, type Effort, type Parties, type Samples } from './measure.js';

/** Requests per CPU second against the bare server: this or better. */
const TARGET = 0.8;

/** All that is printed, and written with `--json`. */
export type Report = ReturnType<typeof reportOf>;

export function reportOf(rows: readonly Samples[], parties: Parties, { rounds }: Effort) {
  const [processor] = cpus();
  return {
    date: new Date().toISOString(),
    machine: {
      processor: processor?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memory_gib: Math.round(totalmem() / 2 ** 30),
      linux: release(),
      load_average: round(loadavg()[0] ?? 0, 2),
    },
    node: process.version,
    connections: CONNECTIONS,
    rounds,
    idle_percent: { peer: round(parties.idle.peer * 100, 1), roost: round(parties.idle.roost * 100, 1) },
    rows: rows.map(rowOf),
  };
}

function rowOf({ way, answer, bytes, peer, roost }: Samples) {
  // Each round is compared in itself: the machine was the same for both sides then.
  const ratios = peer.map((cost, index) => cost / (roost[index] ?? NaN));
  const ratio = round(median(ratios), 3);
  return {
    ...{ connections: way, answer, body_bytes: bytes },
    peer_us: round(median(peer), 1),
    roost_us: round(median(roost), 1),
    ratio,
    ratio_least: round(Math.min(...ratios), 2),
    ratio_most: round(Math.max(...ratios), 2),
    target: TARGET,
    reached: ratio >= TARGET,
  };
}

/** The report for people: a Markdown table and what it was made with. */
export function printed({ machine, node, connections, rounds, idle_percent: idle, rows }: Report): string {
  const table = [COLUMNS, COLUMNS.map((name) => '-'.repeat(name.length)), ...rows.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const lines = table.map((line, index) => {
    const padded = line.map((cell, column) => cell.padEnd(widths[column] ?? 0, index === 1 ? '-' : ' '));
    return `| ${padded.join(' | ')} |`;
  });
  return `${lines.join('\n')}

CPU time per request; ratio: requests per CPU second, node:http = 1. Medians of ${rounds} rounds, ${connections} connections.
Idle CPU time, subtracted: Roost ${idle.roost} % of a core (its database is in the process), node:http ${idle.peer} %.
Node ${node}, ${machine.cores} x ${machine.processor}, ${machine.memory_gib} GiB, Linux ${machine.linux}, load average ${machine.load_average} at the end.
`;
}

const COLUMNS = ['connections', 'answer', 'body', 'node:http', 'Roost', 'ratio', 'least - most', 'target'];

function cells(row: Report['rows'][number]): readonly string[] {
  return [
    ...[row.connections, row.answer, `${row.body_bytes} B`],
    ...[`${row.peer_us.toFixed(1)} µs`, `${row.roost_us.toFixed(1)} µs`, row.ratio.toFixed(2)],
    `${row.ratio_least.toFixed(2)} - ${row.ratio_most.toFixed(2)}`,
    `${row.target} ${row.reached ? 'reached' : 'missed'}`,
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [upper, lower] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle) - 1]];
  return ((upper ?? NaN) + (lower ?? NaN)) / 2;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
