import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { RunningApp } from '../e2e/running-app.js';

/** Metrics that are on their way. */
export const COMING: readonly string[] = [
  'roost_snapshot_age_seconds',
  'roost_ingest_duration_seconds_bucket',
  'roost_ingest_duration_seconds_sum',
  'roost_ingest_duration_seconds_count',
  'roost_publish_to_visible_seconds_bucket',
  'roost_publish_to_visible_seconds_sum',
  'roost_publish_to_visible_seconds_count',
  'roost_serving_stale',
  'roost_refresher',
  'roost_connections',
  'roost_shed_total',
];

/** What Prometheus gets from the whole application: names as an expression has them. */
export async function exportedMetrics(): Promise<readonly string[]> {
  const app = await RunningApp.start({});
  await app.store.change('stable', releasesAre(release('1')), NOTE);
  await app.refresh();
  const { text } = await app.get('/metrics');
  await app.close();
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name],
  );
}
