import { epochOf } from '../../../application/clock.js';
import type { Wanted } from '../../../application/changes.js';
import type { Role } from '../../../application/operator.js';
import { isName, NAME_RULE, type Payload, type PayloadAlias } from '../../../graph/model.js';
import type { ReasonDraft, RolloutDraft } from '../../../graph/operations.js';
import type { Fault } from '../../../graph/problem.js';
import {
  AliasBody,
  AliasIdBody,
  ClearBody,
  PauseBody,
  PayloadsBody,
  ReasonBody,
  ReleaseBody,
  RestoreBody,
  ResumeBody,
  RolloutBody,
  StopBody,
  type PayloadBody,
} from './release-bodies.js';
import { faultAt, shapeOf } from './shape.js';

/** Each operation: the body it takes, and what that asks for. */
const OPERATIONS = {
  publish_release: reader(ReleaseBody, (_, body) => ({
    op: 'publish_release',
    version: body.version ?? '',
    metadataUrl: body.metadata ?? '',
    payloads: payloadsOf(body),
    barrier: body.barrier ? reasonOf(body.barrier) : null,
    rollout: body.rollout ? rolloutOf(body.rollout) : null,
  })),
  add_payloads: reader(PayloadsBody, (version, body) => ({
    op: 'add_payloads',
    version,
    payloads: payloadsOf(body),
  })),
  retire_release: reader(StopBody, (version, { reason }) => ({
    op: 'retire_release',
    version,
    reason: reason ?? '',
  })),
  set_barrier: reader(ReasonBody, (version, body) => ({ op: 'set_barrier', version, ...reasonOf(body) })),
  clear_barrier: reader(ClearBody, (version, { reason }) => ({
    op: 'clear_barrier',
    version,
    reason: reason ?? null,
  })),
  set_deadend: reader(ReasonBody, (version, body) => ({ op: 'set_deadend', version, ...reasonOf(body) })),
  clear_deadend: reader(ClearBody, (version, { reason }) => ({
    op: 'clear_deadend',
    version,
    reason: reason ?? null,
  })),
  set_rollout: reader(RolloutBody, (version, body) => ({ op: 'set_rollout', version, ...rolloutOf(body) })),
  withdraw_rollout: reader(StopBody, (version, { reason }) => ({
    op: 'withdraw_rollout',
    version,
    reason: reason ?? '',
  })),
  pause_rollout: reader(PauseBody, (version, body) => ({
    op: 'pause_rollout',
    version,
    reason: body.reason ?? '',
    publicReason: body.public_reason ?? null,
    reviewAt: epochOrNull(body.review_at),
  })),
  resume_rollout: reader(ResumeBody, (version, { reason }) => ({
    op: 'resume_rollout',
    version,
    reason: reason ?? null,
  })),
  finish_rollout: reader(StopBody, (version, { reason }) => ({
    op: 'finish_rollout',
    version,
    reason: reason ?? '',
  })),
  add_payload_alias: reader(AliasBody, (version, body) => ({
    op: 'add_payload_alias',
    version,
    ...aliasOf(body),
  })),
  remove_payload_alias: reader(AliasIdBody, (version, { id, reason }) => ({
    op: 'remove_payload_alias',
    version,
    id: id ?? '',
    reason: reason ?? null,
  })),
  restore: reader(RestoreBody, (_, { revision }) => ({ op: 'restore', revision: revision ?? 0 })),
} as const satisfies Readonly<Record<Wanted['op'], Reader>>;

const OPS = Object.keys(OPERATIONS);
export type Op = keyof typeof OPERATIONS;

/** Who is on call may stop, and nothing else; and hear that there is no such operation. */
export function roleFor(op: string): Role {
  return !isOp(op) || op === 'pause_rollout' || op === 'withdraw_rollout' ? 'operator' : 'publisher';
}

export interface ReadOperation {
  /** `null` where it is not known what is asked for. */
  readonly wanted: Wanted | null;
  readonly faults: readonly Fault[];
}

/** Reads the body of a path that is one operation. @param version of the path; empty where it has none */
export function readOperation(op: Op, version: string, body: unknown): ReadOperation {
  return OPERATIONS[op](version, body, '');
}

/** Reads one operation of a change set. @param path JSON Pointer of it */
export function readListedOperation(element: unknown, path: string): ReadOperation {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    return { wanted: null, faults: [faultAt(path, 'wrong_type', 'expected an object')] };
  }
  const { op, ...rest }: { readonly op?: unknown } = element;
  if (!isOp(op))
    return {
      wanted: null,
      faults: [faultAt(`${path}/op`, 'unknown_operation', `expected one of ${OPS.join(', ')}`)],
    };
  if (op === 'publish_release' || op === 'restore') return OPERATIONS[op]('', rest, path);
  const { version, ...body }: { readonly version?: unknown } = rest;
  if (typeof version === 'string') return OPERATIONS[op](version, body, path);
  const missing = faultAt(`${path}/version`, 'missing_field', 'expected the version of a release');
  // Of no release in particular: what else is wrong is found all the same.
  const { wanted, faults } = OPERATIONS[op]('', body, path);
  return { wanted, faults: [missing, ...faults] };
}

function isOp(op: unknown): op is Op {
  return typeof op === 'string' && Object.hasOwn(OPERATIONS, op);
}

type Reader = (version: string, body: unknown, path: string) => ReadOperation;

function reader<T extends object>(type: new () => T, wantedOf: (version: string, body: T) => Wanted): Reader {
  return (version, body, path) => {
    const { value, faults } = shapeOf(type, body, path);
    const more = value instanceof PayloadsBody ? basearchFaults(value, path) : [];
    return { wanted: wantedOf(version, value), faults: [...faults, ...more] };
  };
}

function payloadsOf({ payloads = [] }: PayloadsBody): readonly Payload[] {
  // What is left of a payload with a field of the wrong shape says nothing.
  return payloads.flatMap((body) => (isWhole(body) ? [payloadOf(body)] : []));
}

/** What is not whole is not judged any further, but a basearch that is none is one whatever stands beside it. */
function basearchFaults({ payloads = [] }: PayloadsBody, path: string): readonly Fault[] {
  return payloads.flatMap((body, index) =>
    isWhole(body) || body.basearch === undefined || isName(body.basearch)
      ? []
      : [faultAt(`${path}/payloads/${index}/basearch`, 'invalid_basearch', `not a basearch: ${NAME_RULE}`)],
  );
}

function isWhole({ basearch, scheme, payload }: PayloadBody): boolean {
  return basearch !== undefined && scheme !== undefined && payload !== undefined;
}

function payloadOf({ basearch = '', scheme = 'checksum', payload = '' }: PayloadBody): Payload {
  return { basearch, scheme, payload };
}

function aliasOf({ reason = '', ...body }: AliasBody): PayloadAlias {
  return { ...payloadOf(body), reason };
}

function reasonOf({ reason, basearches }: ReasonBody): ReasonDraft {
  return { reason: reason ?? '', basearches: basearches ?? null };
}

function rolloutOf({
  start,
  duration,
  start_fraction: startFraction,
  basearches,
}: RolloutBody): RolloutDraft {
  return {
    startEpoch: start === 'now' ? null : epochOrNull(start),
    duration: duration ?? null,
    startFraction: startFraction ?? 0,
    basearches: basearches ?? null,
  };
}

function epochOrNull(text: string | null | undefined): number | null {
  return text === undefined || text === null ? null : epochOf(text);
}
