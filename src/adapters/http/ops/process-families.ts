import type { Family } from './metric-families.js';

/**
 * What Prometheus's own clients call these. Read at the scrape only: the usual collector also watches
 * the event loop and the garbage collector all the time, and agents' requests pay for it.
 */
export function processFamilies(): readonly Family[] {
  const gauge = { type: 'gauge', labels: [] } as const;
  const started = Date.now() / 1000 - process.uptime();
  return [
    {
      ...{ ...gauge, name: 'process_start_time_seconds', help: 'When the process was started.' },
      collect: () => [[{}, started]],
    },
    {
      ...{ ...gauge, name: 'process_resident_memory_bytes', help: 'Memory of the process.' },
      collect: () => [[{}, process.memoryUsage.rss()]],
    },
    {
      ...{ ...gauge, name: 'nodejs_heap_size_used_bytes', help: 'Memory in use by JavaScript.' },
      collect: () => [[{}, process.memoryUsage().heapUsed]],
    },
    {
      ...{ type: 'counter', name: 'process_cpu_seconds_total', labels: [] },
      help: 'CPU time of the process, user and system.',
      collect: () => [[{}, (process.cpuUsage().user + process.cpuUsage().system) / 1e6]],
    },
  ];
}
