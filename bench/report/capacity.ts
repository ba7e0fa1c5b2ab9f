import type { RunRecord } from './record.js';
import { markdownTable } from './table.js';

/** How often an agent asks, in seconds: Zincati's own interval. @see cincinnati.md B.11 */
export const ASKS_EVERY_SECONDS = 300;

/** The share of a core that may be used for it, so that there is room for a restart or a rush. */
const USED_SHARE = 0.5;

/** How many agents one core can answer. @param microseconds CPU time of a request */
export function nodesPerCore(microseconds: number): number {
  return Math.floor((USED_SHARE * ASKS_EVERY_SECONDS * 1e6) / microseconds);
}

/** What the costs of a run mean for a fleet; empty where they were not measured. */
export function capacityTable({ parts }: RunRecord): string {
  const rows = (parts['cost']?.rows ?? []).flatMap(({ cells }) => {
    const { connections, answer, server, against, 'server µs': cost } = cells;
    if (server !== 'Roost' || against !== 'node:http' || typeof cost !== 'number') return [];
    const requests = Math.floor(1e6 / cost);
    const nodes = `${(nodesPerCore(cost) / 1e6).toFixed(1)} million`;
    return [[String(connections), String(answer), cost.toFixed(1), String(requests), nodes]];
  });
  if (rows.length === 0) return '';
  const titles = ['connections', 'answer', 'CPU µs', 'requests per CPU second', 'nodes per core'];
  const arithmetic = `Nodes per core = requests per CPU second x ${ASKS_EVERY_SECONDS} s between two requests of an agent x ${USED_SHARE}, as half of the core is kept free.`;
  return ['### Capacity', markdownTable([titles, ...rows]), arithmetic].join('\n\n');
}
