import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exportedMetrics } from './exported-metrics.js';
import { metricsIn } from './promql.js';
import { describeWith, run } from './programs.js';

const DEPLOY = resolve(import.meta.dirname, '../../deploy');
const FOLDER = join(DEPLOY, 'prometheus');

/** What Prometheus itself says, and the blackbox exporter. */
const NOT_OURS = ['up', 'probe_ssl_earliest_cert_expiry'];

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

interface AlertTest {
  readonly alertname: string;
  readonly exp_alerts: readonly unknown[];
}

const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const rules: { groups: { rules: Alert[] }[] } = parse(read('rules.yml'));
const alerts = rules.groups.flatMap((group) => group.rules);
const testFiles = readdirSync(FOLDER).filter((file) => file.endsWith('.test.yml'));
const tests = testFiles.flatMap((file) => {
  const { tests }: { tests: { alert_rule_test: AlertTest[] }[] } = parse(read(file));
  return tests.flatMap((one) => one.alert_rule_test);
});

describe('the paragraphs of the runbook', () => {
  const [, ...sections] = readFileSync(join(DEPLOY, 'runbook.md'), 'utf8').split(/^### /m);

  test('are one for each alert, in their order', () => {
    const titles = sections.map((section) => section.split('\n')[0]);
    expect(titles).toEqual(alerts.map(({ alert }) => alert));
  });

  test.each(sections.map((section) => [section.split('\n')[0], section]))(
    '%s says what it means, what agents notice, where to look, what to do and whom to wake',
    (_, section) => {
      const leads = [...section.matchAll(/\*\*(Means|Agents|Look|Do|Wake)\b/g)].map(([, lead]) => lead);
      expect(leads).toEqual(['Means', 'Agents', 'Look', 'Do', 'Wake']);
    },
  );
});

describe('every alert', () => {
  let exported: readonly string[];

  beforeAll(async () => {
    exported = await exportedMetrics();
  });

  test.each(alerts)('$alert says how bad it is, what it is and where to read on', ({ alert, ...rule }) => {
    expect(['critical', 'warning']).toContain(rule.labels.severity);
    expect(rule.annotations).toEqual({
      summary: expect.stringMatching(/\.$/),
      description: expect.stringMatching(/[.?]$/),
      runbook_url: `deploy/runbook.md#${alert.toLowerCase()}`,
    });
  });

  test.each(alerts)('$alert is about metrics that there are', ({ expr }) => {
    const known = [...exported, ...NOT_OURS];
    expect(metricsIn(expr)).not.toEqual([]);
    expect(metricsIn(expr).filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each(alerts)('$alert has a test in which it comes, and one in which it does not', ({ alert }) => {
    const counts = tests.filter(({ alertname }) => alertname === alert).map((one) => one.exp_alerts.length);
    expect(counts).toContain(0);
    expect(Math.max(...counts)).toBeGreaterThan(0);
  });
});

test('no test is about an alert that there is not', () => {
  const names = alerts.map(({ alert }) => alert);
  expect(tests.map(({ alertname }) => alertname).filter((name) => !names.includes(name))).toEqual([]);
});

describeWith('promtool', 'promtool', () => {
  test.each([
    [['check', 'rules', 'rules.yml']],
    [['check', 'config', 'prometheus.yml']],
    [['test', 'rules', ...testFiles]],
  ])(
    'is content: %s',
    async ([command = '', what = '', ...files]) => {
      const { status, output } = await run('promtool', [
        command,
        what,
        ...files.map((file) => join(FOLDER, file)),
      ]);
      expect([status, output.includes('FAILED') ? output : '']).toEqual([0, '']);
    },
    120_000,
  );
});
