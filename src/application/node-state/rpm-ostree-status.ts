import { JsonCursor, type JsonDocument } from '../../graph/json-cursor.js';
import { canonicalBasearch, type Scheme } from '../../graph/model.js';
import { placeText, Problem, type Fault } from '../../graph/problem.js';
import { pullspec } from './image-reference.js';

/** What a node runs, as its agent says it. */
export interface NodeStatus {
  readonly version: string;
  readonly scheme: Scheme;
  readonly payload: string;
  /** What its image says it is of; `null` where it does not. */
  readonly stream: string | null;
  readonly basearch: string | null;
  /** The version of an update that waits for a reboot. */
  readonly staged: string | null;
  /** What else is on the node: agents take none of it a second time. */
  readonly earlier: readonly string[];
}

/**
 * Reads what `rpm-ostree status --json` prints, as agents do.
 * @param override what agents take in place of the booted deployment, on a node that is on its way to images
 * @throws Problem `invalid_document`
 * @see zincati src/rpm_ostree/cli_status.rs
 */
export function readStatus(document: JsonDocument, override: JsonDocument | null = null): NodeStatus {
  const faults: Fault[] = [];
  const deployments = new JsonCursor(document, faults).required('deployments')?.elements() ?? [];
  const booted = deployments.find((one) => one.optional('booted')?.boolean());
  const staged = deployments.find((one) => one.optional('staged')?.boolean());
  const status = booted && readBooted(override ? new JsonCursor(override, faults) : booted);
  const others = deployments.filter((one) => one !== booted && one !== staged);
  const earlier = others.map((one) => readPayload(one).payload);
  const [fault] = faults;
  if (fault) throw new Problem('invalid_document', `${placeText(fault)}: ${fault.message}`, { faults });
  if (!status) throw new Problem('invalid_document', `${document.name}: none of the deployments is booted`);
  return { ...status, staged: staged?.optional('version')?.string() ?? null, earlier };
}

function readBooted(booted: JsonCursor): Omit<NodeStatus, 'staged' | 'earlier'> {
  const meta = booted.optional('base-commit-meta');
  const textOf = (key: string) => meta?.optional(key)?.string() ?? null;
  const image = textOf('ostree.container.image-config');
  const architecture = memberOf(image, ['architecture']);
  return {
    version: booted.required('version')?.string() ?? '',
    ...readPayload(booted),
    // The newest agents look into images alone, older ones at the metadata of the commit first.
    stream:
      memberOf(image, ['config', 'Labels', 'com.coreos.stream']) ??
      memberOf(textOf('ostree.manifest'), ['annotations', 'fedora-coreos.stream']) ??
      textOf('fedora-coreos.stream'),
    basearch: textOf('coreos-assembler.basearch') ?? (architecture && canonicalBasearch(architecture)),
  };
}

function readPayload(booted: JsonCursor): Pick<NodeStatus, 'scheme' | 'payload'> {
  const textOf = (key: string) => booted.optional(key)?.string() ?? null;
  const reference = textOf('container-image-reference');
  const digest = textOf('container-image-reference-digest');
  const image = reference !== null && digest !== null ? pullspec(reference, digest) : null;
  if (image !== null) return { scheme: 'oci', payload: image };
  const checksum = booted.required('checksum')?.string() ?? '';
  return { scheme: 'checksum', payload: reference ?? textOf('base-checksum') ?? checksum };
}

/** A string in JSON that stands in a string itself. */
function memberOf(text: string | null, path: readonly string[]): string | null {
  if (text === null) return null;
  const faults: Fault[] = [];
  const document = { name: '', value: parsed(text), repeated: new Set<string>() };
  const start: JsonCursor | null = new JsonCursor(document, faults);
  return (
    path.reduce<JsonCursor | null>((cursor, key) => cursor?.optional(key) ?? null, start)?.string() ?? null
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
