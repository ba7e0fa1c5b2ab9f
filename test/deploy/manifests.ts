import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const FOLDER = new URL('../../deploy/kubernetes/', import.meta.url);

interface Named {
  readonly name: string;
}

interface Port extends Named {
  readonly port: unknown;
  readonly containerPort: number;
  readonly targetPort: string;
}

export interface Probe {
  readonly httpGet: unknown;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly image: string;
  readonly ports: readonly Port[];
  readonly env: readonly (Named & {
    readonly value?: string;
    readonly valueFrom: { secretKeyRef: unknown };
  })[];
  readonly envFrom: unknown;
  readonly securityContext: unknown;
  readonly resources: { readonly requests: object; readonly limits: object };
  readonly volumeMounts: readonly (Named & { readonly mountPath: string })[];
  readonly lifecycle: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Pod {
  readonly containers: readonly Container[];
  readonly enableServiceLinks: boolean;
  readonly volumes: readonly { readonly emptyDir: { readonly sizeLimit: string } }[];
  readonly terminationGracePeriodSeconds: number;
  readonly topologySpreadConstraints: readonly {
    readonly topologyKey: string;
    readonly labelSelector: unknown;
  }[];
}

interface Rule {
  readonly ports: readonly Port[];
  readonly from: unknown;
  readonly to: readonly { readonly ipBlock: { readonly cidr: string; readonly except: readonly string[] } }[];
}

/** All that the tests look at, of whatever kind. */
interface Spec {
  readonly selector: unknown;
  readonly replicas: number;
  readonly strategy: unknown;
  readonly template: { readonly metadata: { readonly labels: unknown }; readonly spec: Pod };
  readonly ports: readonly Port[];
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly scaleTargetRef: unknown;
  readonly podSelector: unknown;
  readonly policyTypes: unknown;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: Spec;
}

/** A file of the kustomize base, as text. */
export function read(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

/** The YAML files of the folder itself. */
export function files(): readonly string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
}

/** What a file declares; a key that is there twice is refused. */
export function declared(file: string): readonly Manifest[] {
  return parseAllDocuments(read(file)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${String(document.errors[0])}`);
    return document.toJS();
  });
}

/** Everything that the base declares, the kustomization itself left out. */
export function manifests(): readonly Manifest[] {
  return files()
    .filter((file) => file !== 'kustomization.yaml')
    .flatMap(declared);
}

/** The only one of a kind and name. */
export function manifest(kind: string, name = 'roost'): Manifest {
  const [found, ...more] = manifests().filter((one) => one.kind === kind && one.metadata.name === name);
  if (!found || more.length > 0) throw new Error(`there is not one ${kind} ${name}`);
  return found;
}
