import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { RunningApp } from '../e2e/running-app.js';

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
