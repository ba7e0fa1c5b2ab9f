/** What can be said of the manifests without a cluster. kustomize itself builds them by hand: deploy/README.md. */
import { describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../../src/config.js';
import { parse } from 'yaml';
import { declared, files, manifest, manifests, read, type Probe } from './manifests.js';

const NAME = { 'app.kubernetes.io/name': 'roost' };
const { spec } = manifest('Deployment');
const pod = spec.template.spec;
const container = pod.containers[0]!;
const settings = Object.fromEntries(
  read('settings.env')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/=(.*)/s).slice(0, 2)),
);

interface Kustomization {
  readonly namespace: string;
  readonly resources: readonly string[];
  readonly configMapGenerator: unknown;
}

describe('the base', () => {
  const kustomization: Kustomization = parse(read('kustomization.yaml'));

  test('lists every file there is', () => {
    expect([...kustomization.resources, 'kustomization.yaml'].sort()).toEqual(files());
    expect(kustomization.configMapGenerator).toEqual([{ name: 'roost-settings', envs: ['settings.env'] }]);
  });

  test('puts everything into a namespace that takes nothing but restricted pods', () => {
    expect(kustomization.namespace).toBe('roost');
    expect(manifest('Namespace').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  test('names the version that package.json has', () => {
    const { version }: { version: string } = JSON.parse(read('../../package.json'));
    expect(container.image).toBe(`roost:${version}`);
  });

  test('holds no secret', () => {
    expect(manifests().map(({ kind }) => kind)).not.toContain('Secret');
    const fromSecret = container.env.map(({ name, value, valueFrom }) => [
      name,
      value,
      valueFrom.secretKeyRef,
    ]);
    expect(fromSecret).toEqual([
      ['DATABASE_URL', undefined, { name: 'roost', key: 'database-url' }],
      ['BOOTSTRAP_TOKEN', undefined, { name: 'roost', key: 'bootstrap-token', optional: true }],
    ]);
    expect(container.envFrom).toEqual([{ configMapRef: { name: 'roost-settings' } }]);
  });
});

describe('the settings', () => {
  test('are such as Roost has, and such as it takes', () => {
    const known: readonly string[] = SETTINGS.map(([name]) => name);
    const used = [...Object.keys(settings), ...container.env.map(({ name }) => name)];
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(used).size).toBe(used.length);
    const secrets = { DATABASE_URL: 'postgres://roost:secret@postgres:5432/roost', BOOTSTRAP_TOKEN: '' };
    expect(() => readConfig({ ...settings, ...secrets })).not.toThrow();
  });

  test('are those that the ports and volumes are made for', () => {
    const ports = container.ports.map(({ name, containerPort }) => [name, String(containerPort)]);
    expect(ports).toEqual([
      ['agents', settings['PORT']],
      ['admin', settings['ADMIN_PORT']],
    ]);
    expect(settings['ADMIN_HOST']).toBe('0.0.0.0');
    expect(container.volumeMounts).toContainEqual({ name: 'data', mountPath: settings['DATA_DIR'] });
  });

  test('cannot be changed by the names of services beside it', () => {
    expect(pod.enableServiceLinks).toBe(false);
  });
});

describe('the pods', () => {
  test('may do nothing but what they have to', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: {
        ...{ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    expect(container.securityContext).toMatchObject({
      ...{ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: false },
      capabilities: { drop: ['ALL'] },
    });
    for (const host of ['hostNetwork', 'hostPID', 'hostIPC']) expect(pod).not.toHaveProperty(host);
  });

  test('have bounds to what they take, but no throttle', () => {
    const { requests, limits } = container.resources;
    expect(Object.keys(requests).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(Object.keys(limits).sort()).toEqual(['ephemeral-storage', 'memory']);
  });

  test('write into volumes that go with them and cannot grow for ever', () => {
    const mounts = container.volumeMounts.map(({ name, mountPath }) => [name, mountPath]);
    expect(mounts).toEqual([
      ['data', '/data'],
      ['tmp', '/tmp'],
    ]);
    for (const { emptyDir } of pod.volumes) expect(emptyDir.sizeLimit).toMatch(/^\d+Mi$/);
  });

  test.each([
    ['startupProbe', '/healthz'],
    ['livenessProbe', '/healthz'],
    ['readinessProbe', '/readyz'],
  ] as const)('are asked by the %s at %s, where no flood of agents comes between', (probe, path) => {
    expect(container[probe].httpGet).toEqual({ path, port: 'admin' });
  });

  test('have a minute to start, and are killed after a minute of silence only', () => {
    const seconds = ({ periodSeconds, failureThreshold }: Probe) => periodSeconds * failureThreshold;
    expect(seconds(container.startupProbe)).toBeGreaterThanOrEqual(60);
    expect(seconds(container.livenessProbe)).toBeGreaterThanOrEqual(60);
    expect(seconds(container.readinessProbe)).toBeLessThanOrEqual(10);
  });

  test('stop taking agents before they stop, and have the time to answer those they have', () => {
    const [program, seconds] = container.lifecycle.preStop.exec.command;
    expect(program).toBe('sleep');
    // Longer than it takes to be found not ready; then under 10 s to the end (README, "Stopping").
    expect(Number(seconds)).toBeGreaterThanOrEqual(5);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(seconds) + 10);
  });
});

describe('three instances', () => {
  test('are there, and never fewer while a new version comes', () => {
    expect(spec.replicas).toBe(3);
    expect(spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    });
    const { spec: scaling } = manifest('HorizontalPodAutoscaler');
    expect(scaling.minReplicas).toBe(3);
    expect(scaling.maxReplicas).toBeGreaterThan(3);
    expect(scaling.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'roost' });
  });

  test('go away one at a time when machines are emptied', () => {
    const { spec: budget } = manifest('PodDisruptionBudget');
    expect(budget).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });

  test('stand on machines and in zones of their own where there are enough', () => {
    const keys = pod.topologySpreadConstraints.map(({ topologyKey }) => topologyKey);
    expect(keys).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
    for (const { labelSelector } of pod.topologySpreadConstraints)
      expect(labelSelector).toEqual({ matchLabels: NAME });
  });

  test('are the ones that everything else is about', () => {
    expect(spec.template.metadata.labels).toEqual(NAME);
    expect(spec.selector).toEqual({ matchLabels: NAME });
    expect(manifest('PodDisruptionBudget').spec.selector).toEqual({ matchLabels: NAME });
    expect(manifest('NetworkPolicy').spec.podSelector).toEqual({ matchLabels: NAME });
    for (const service of ['roost', 'roost-admin', 'roost-metrics'])
      expect(manifest('Service', service).spec.selector).toEqual(NAME);
  });
});

describe('the ways in and out', () => {
  const policy = manifest('NetworkPolicy').spec;

  test('are a service for agents and another one for operators', () => {
    const ports = (name: string) => manifest('Service', name).spec.ports.map((port) => port.targetPort);
    expect(ports('roost')).toEqual(['agents']);
    expect(ports('roost-admin')).toEqual(['admin']);
    expect(ports('roost-metrics')).toEqual(['admin']);
  });

  test('are open to agents from anywhere, to operators from two namespaces', () => {
    expect(policy.policyTypes).toEqual(['Ingress', 'Egress']);
    const [agents, operators, ...more] = policy.ingress;
    expect(more).toEqual([]);
    expect(agents).toEqual({ ports: [{ port: 'agents' }] });
    const key = 'kubernetes.io/metadata.name';
    const matchExpressions = [{ key, operator: 'In', values: ['monitoring', 'ingress-nginx'] }];
    expect(operators).toEqual({
      from: [{ namespaceSelector: { matchExpressions } }],
      ports: [{ port: 'admin' }],
    });
  });

  test('lead to names, to PostgreSQL and to the world, but to nothing inside by HTTPS', () => {
    const ports = policy.egress.map((rule) => rule.ports.map(({ port }) => port));
    expect(ports).toEqual([[53, 53], [5432], [443]]);
    const world = policy.egress[2]!.to.map(({ ipBlock }) => ipBlock);
    expect(world.map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
    expect(world[0]!.except).toEqual(
      expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']),
    );
    expect(world[1]!.except).toContain('fc00::/7');
  });
});

test('the Prometheus operator finds the port of operators, and calls the job what the rules call it', () => {
  const [monitor] = declared('prometheus-operator/service-monitor.yaml');
  const { metadata, spec: service } = manifest('Service', 'roost-metrics');
  // kustomization.yaml puts the name on everything.
  expect(monitor?.spec).toMatchObject({
    jobLabel: 'app.kubernetes.io/name',
    selector: { matchLabels: { ...NAME, ...metadata.labels } },
    endpoints: [{ port: service.ports[0]?.name, path: '/metrics' }],
  });
  expect(service).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
});
