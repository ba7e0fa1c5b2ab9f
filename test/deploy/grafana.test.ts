import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportedMetrics } from './exported-metrics.js';
import { describeWith, run } from './programs.js';
import { metricsIn } from './promql.js';

interface Target {
  readonly expr: string;
  readonly datasource: unknown;
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Target[];
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly definition: string;
}

interface Dashboard {
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly Target[] };
}

const dashboard: Dashboard = JSON.parse(
  readFileSync(new URL('../../deploy/grafana/roost.json', import.meta.url), 'utf8'),
);
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const variables = dashboard.templating.list;
const targets = [...panels.flatMap((panel) => panel.targets), ...dashboard.annotations.list];
/** As Grafana sends them: with values for its variables. */
const queries = targets.map(({ expr }) =>
  expr.replaceAll('$stream', 'stable').replaceAll('$__rate_interval', '2m'),
);

describe('the dashboard', () => {
  test('has panels with numbers of their own that do not lie on each other', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  test('asks whatever Prometheus is chosen, about the streams that are chosen', () => {
    expect(variables.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['stream', 'query'],
    ]);
    const chosen = { type: 'prometheus', uid: '${datasource}' };
    for (const { datasource } of targets) expect(datasource).toEqual(chosen);
  });

  test('uses no variable that Grafana does not fill in', () => {
    const used = targets.flatMap(({ expr }) => expr.match(/\$\w+/g) ?? []);
    expect(used.filter((one) => !['$stream', '$__rate_interval'].includes(one))).toEqual([]);
  });

  test.each(panels)('says what to see in $title', ({ description, targets: shown }) => {
    expect(description).toMatch(/\.$/);
    expect(shown.length).toBeGreaterThan(0);
  });

  test.each([
    'roost_graph_requests_total',
    'roost_graph_request_duration_seconds_bucket',
    'roost_rollout_exposed_ratio',
    'roost_rollout_paused_seconds',
    'roost_snapshot_age_seconds',
    'roost_snapshot_nodes',
    'roost_snapshot_edges',
    'roost_ingest_attempts_total',
    'roost_db_up',
    'roost_refresher',
    'roost_connections',
    'roost_shed_total',
    'roost_requests_unknown_payload_total',
    'process_resident_memory_bytes',
    'process_cpu_seconds_total',
  ])('shows %s', (metric) => {
    expect(queries.flatMap(metricsIn)).toContain(metric);
  });
});

describe('the queries of the dashboard', () => {
  let exported: readonly string[];

  beforeAll(async () => {
    exported = await exportedMetrics();
  });

  test.each(queries)('ask for metrics that there are: %s', (query) => {
    expect(metricsIn(query)).not.toEqual([]);
    expect(metricsIn(query).filter((name) => !exported.includes(name))).toEqual([]);
  });

  test('find the streams by a metric that there is', () => {
    const [, metric] = /^label_values\((\w+), stream\)$/.exec(variables[1]!.definition) ?? [];
    expect(exported).toContain(metric);
  });
});

describeWith('promtool', 'the queries of the dashboard', () => {
  test('can be read by Prometheus', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roost-grafana-'));
    const rules = queries.map((expr, at) => ({ record: `query:${at}`, expr }));
    // JSON is YAML.
    writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const { status, output } = await run('promtool', ['check', 'rules', join(folder, 'rules.yml')]);
    rmSync(folder, { recursive: true });
    expect([status, output]).toEqual([0, expect.stringContaining(`${queries.length} rules found`)]);
  });
});
