import type { Readiness } from '../../../application/readiness.js';
import type { Snapshots } from '../../../application/snapshots.js';
import type { Sources } from '../../../application/sources.js';
import type { Clock } from '../../../application/clock.js';
import type { ScopeTraffic, Traffic } from '../agent/traffic.js';
import type { Shed } from '../limits/shed.js';
import { statusOf } from '../problem-response.js';
import { graphFamilies } from './graph-families.js';
import { processFamilies } from './process-families.js';
import { rolloutFamilies } from './rollout-families.js';

export type Labels = Readonly<Record<string, string>>;

/** One value with its labels. */
export type Sample = readonly [labels: Labels, value: number];

/** The metrics of one name, collected anew at each scrape. */
export interface Family {
  readonly type: 'counter' | 'gauge';
  /** Without our prefix, which the customary names of a process do not get. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly collect: () => Iterable<Sample>;
}

/** What is looked at for a scrape. */
export interface Observed {
  readonly snapshots: Snapshots;
  readonly sources: Sources;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly traffic: Traffic;
  readonly shed: Shed;
  readonly version: string;
}

/** Everything we tell Prometheus; labels are known streams and basearches only. @see needs.md 2.3 */
export function metricFamilies(observed: Observed): readonly Family[] {
  return [
    ...trafficFamilies(observed.traffic),
    ...loadFamilies(observed.shed),
    ...graphFamilies(observed.snapshots),
    ...rolloutFamilies(observed),
    ...ingestFamilies(observed.sources),
    ...stateFamilies(observed),
    ...processFamilies(),
  ];
}

function trafficFamilies(traffic: Traffic): readonly Family[] {
  return [
    {
      ...{ type: 'counter', name: 'graph_requests_total', help: 'Requests for graphs.' },
      labels: ['stream', 'basearch', 'scheme', 'code', 'kind'],
      collect: () => [...answered(traffic), ...refused(traffic)],
    },
    {
      ...{ type: 'counter', name: 'requests_missing_uuid_total', labels: [] },
      help: 'Requests for graphs with neither node_uuid nor rollout_wariness: they all share one wariness.',
      collect: () => [[{}, traffic.anonymous]],
    },
    {
      ...{ type: 'counter', name: 'requests_unknown_payload_total' },
      labels: ['stream', 'basearch', 'scheme'],
      help: 'Requests for graphs with an os_checksum that neither a node nor a payload alias has.',
      collect: () => traffic.scopes().map((scope) => [labelsOf(scope), scope.unknownPayload]),
    },
  ];
}

function answered(traffic: Traffic): readonly Sample[] {
  return traffic
    .scopes()
    .flatMap((scope) => [
      [{ ...labelsOf(scope), code: '200', kind: '' }, scope.sent] as const,
      [{ ...labelsOf(scope), code: '304', kind: '' }, scope.notModified] as const,
    ]);
}

function labelsOf({ stream, basearch, scheme }: ScopeTraffic): Labels {
  return { stream, basearch, scheme };
}

function refused(traffic: Traffic): readonly Sample[] {
  const scope = { stream: 'other', basearch: 'other', scheme: 'other' };
  return [...traffic.problems()].map(([kind, count]) => [
    { ...scope, code: String(statusOf(kind)), kind },
    count,
  ]);
}

function loadFamilies(shed: Shed): readonly Family[] {
  return [
    {
      ...{ type: 'gauge', name: 'connections', help: 'Open connections of a port.', labels: ['port'] },
      collect: () => shed.connections().map(([port, connections]) => [{ port }, connections]),
    },
    {
      ...{ type: 'counter', name: 'shed_total', labels: ['reason'] },
      help: 'Requests and connections that were turned away or closed because there were too many.',
      collect: () => [...shed.counts()].map(([reason, count]) => [{ reason }, count]),
    },
  ];
}

function ingestFamilies(sources: Sources): readonly Family[] {
  const statuses = () => [...sources.all()];
  return [
    {
      ...{ type: 'counter', name: 'ingest_attempts_total', help: 'Attempts to take documents, by result.' },
      labels: ['stream', 'result', 'kind'],
      collect: () => statuses().flatMap(([stream]) => attempts(sources, stream)),
    },
    {
      ...{ type: 'gauge', name: 'ingest_last_success_timestamp_seconds', labels: ['stream'] },
      help: 'When the documents were last as they should be.',
      collect: () => statuses().map(([stream, { lastSuccess }]) => [{ stream }, lastSuccess ?? 0]),
    },
    {
      ...{ type: 'gauge', name: 'ingest_failing', labels: ['stream'] },
      help: '1 while the documents cannot be taken and the last good state is served.',
      collect: () => statuses().map(([stream, { lastError }]) => [{ stream }, lastError ? 1 : 0]),
    },
    {
      ...{ type: 'gauge', name: 'findings', help: 'What lint finds in the documents that were taken.' },
      labels: ['stream', 'severity', 'code'],
      collect: () => statuses().flatMap(([stream, { findings }]) => counted(stream, findings)),
    },
  ];
}

function attempts(sources: Sources, stream: string): readonly Sample[] {
  const { succeeded, failed } = sources.attemptsOf(stream);
  return [
    [{ stream, result: 'success', kind: '' }, succeeded],
    ...[...failed].map(([kind, count]) => [{ stream, result: 'failure', kind }, count] as const),
  ];
}

interface Found {
  readonly severity: string;
  readonly code: string;
}

function counted(stream: string, findings: readonly Found[]): readonly Sample[] {
  const counts = new Map<string, { readonly labels: Labels; count: number }>();
  for (const { severity, code } of findings) {
    const entry = counts.get(code) ?? { labels: { stream, severity, code }, count: 0 };
    entry.count += 1;
    counts.set(code, entry);
  }
  return [...counts.values()].map(({ labels, count }) => [labels, count]);
}

function stateFamilies({ readiness, sources, version }: Observed): readonly Family[] {
  return [
    {
      ...{ type: 'gauge', name: 'ready', help: '1 once agents are served.', labels: [] },
      collect: () => [[{}, readiness.ready ? 1 : 0]],
    },
    {
      ...{ type: 'gauge', name: 'build_info', help: '1 for the version that runs.', labels: ['version'] },
      collect: () => [[{ version }, 1]],
    },
    {
      ...{ type: 'gauge', name: 'db_up', help: '1 while the database answers.', labels: [] },
      collect: () => [[{}, readiness.databaseUp ? 1 : 0]],
    },
    {
      ...{ type: 'gauge', name: 'clock_offset_seconds', labels: [] },
      help: 'By how much the clock is ahead of that of the database.',
      collect: () => [[{}, readiness.clockOffset]],
    },
    {
      ...{
        type: 'gauge',
        name: 'source_up',
        help: '1 while the source of documents can be read.',
        labels: [],
      },
      collect: () => [[{}, sources.unreadable === null ? 1 : 0]],
    },
  ];
}
