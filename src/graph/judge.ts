import { applyOperation, type Circumstances } from './apply-operation.js';
import { countSteps } from './build-graph.js';
import { diffSteps, type Cause, type ScopeDiff } from './diff.js';
import { exposureOf, type ExposurePoint } from './exposure.js';
import { located, type Finding } from './finding.js';
import { lintChange, lintChangeSteps } from './lint-change.js';
import { faultOfReason } from './lint-release.js';
import type { Release, Rollout } from './model.js';
import type { Exposed } from './lint-exposure.js';
import { rolloutState } from './rollout.js';
import { OperationPlaces } from './operation-places.js';
import type { Operation, PublishRelease } from './operations.js';
import type { Places, Spot } from './places.js';
import { Problem, type ProblemKind } from './problem.js';
import type { NoteFault } from './rollout-actions.js';
import { atOnce, type Steps } from './steps.js';
import { MOST_EDGES } from './stream.js';

/** What a change makes of a stream, and all there is to say about it. */
export interface Judgement {
  readonly releases: readonly Release[];
  readonly findings: readonly Finding[];
  /** What cannot be done at all, in the order of the operations. */
  readonly refusals: readonly Refusal[];
  readonly diff: readonly ScopeDiff[];
  readonly exposure: readonly ExposurePoint[];
}

export interface Refusal {
  readonly kind: ProblemKind;
  readonly code: string;
  /** JSON Pointer into the body of the request. */
  readonly path: string;
  readonly message: string;
}

export interface Judged {
  readonly operation: Operation;
  /** JSON Pointer of the operation in the body of the request. */
  readonly path: string;
}

export type OperationCircumstances = Omit<Circumstances, 'note'> & Pick<Replacement, 'frozen'>;

/**
 * Does operations one after the other and judges what comes of them. What cannot be done is noted, and the
 * others are tried all the same, so that everything wrong is found at once.
 * @see http-api.md 4, 6
 */
export function judgeOperations(
  before: readonly Release[],
  operations: readonly Judged[],
  circumstances: OperationCircumstances,
): Judgement {
  return atOnce(judgeOperationSteps(before, operations, circumstances));
}

/** The same with pauses. */
export function* judgeOperationSteps(
  before: readonly Release[],
  operations: readonly Judged[],
  circumstances: OperationCircumstances,
): Steps<Judgement> {
  const refusals: Refusal[] = [];
  const places = new OperationPlaces();
  let after = before;
  for (const { operation, path } of operations) {
    const note: NoteFault = (code, below, message) =>
      refusals.push({ kind: 'invalid_release_data', code, path: path + below, message });
    places.add(operation, path);
    noteReasons(operation, note);
    try {
      after = applyOperation(after, operation, { ...circumstances, note });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refusals.push({ ...refusalOf(error), path: path + (PATHS[error.kind] ?? '') });
      if (operation.op === 'publish_release' && error.kind === 'already_exists') {
        refusals.push(...faultsBeside(after, operation, { places, note, ...circumstances }));
      }
    }
    yield;
  }
  const cause = operations.some(({ operation }) => operation.op === 'restore') ? 'restore' : 'operations';
  const { at, frozen } = circumstances;
  const judgement = yield* judgeSteps({ before, after, cause, at, frozen }, places);
  return { ...judgement, refusals: [...refusals, ...judgement.refusals] };
}

/** What else is wrong with a release whose version is taken. */
function faultsBeside(
  releases: readonly Release[],
  operation: PublishRelease,
  { places, ...circumstances }: Circumstances & { readonly places: Places },
): readonly Refusal[] {
  const before = releases.filter(({ version }) => version !== operation.version);
  const after = applyOperation(before, operation, circumstances);
  const remarks = lintChange({ before, after, diff: [], at: circumstances.at, cause: 'operations' });
  return located(remarks, places)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, message }) => ({ kind: 'invalid_release_data', code, path, message }));
}

function refusalOf({ kind, value }: Problem): Omit<Refusal, 'path'> {
  return { kind, code: kind === 'already_exists' ? 'duplicate_version' : kind, message: value };
}

/** Which field of an operation a refusal is about. */
const PATHS: Partial<Readonly<Record<ProblemKind, string>>> = {
  unknown_version: '/version',
  already_exists: '/version',
  not_found: '/id',
};

/** Reasons that are kept beside the releases; those of barriers and deadends are looked at where they stand. */
function noteReasons(operation: Operation, note: NoteFault): void {
  if (operation.op === 'set_barrier' || operation.op === 'set_deadend') return;
  if ('reason' in operation && operation.reason !== null) noteReason(operation.reason, '/reason', note);
  if (operation.op === 'pause_rollout' && operation.publicReason !== null) {
    noteReason(operation.publicReason, '/public_reason', note);
  }
}

function noteReason(reason: string, path: string, note: NoteFault): void {
  const fault = faultOfReason(reason);
  if (fault) note(fault.code, path, fault.message);
}

export interface Replacement {
  readonly before: readonly Release[];
  readonly after: readonly Release[];
  readonly cause: Cause;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  /** Whether no new rollout may start. */
  readonly frozen: boolean;
}

/** Judges a change by what it changes. */
export function judge(replacement: Replacement, places: Places): Judgement {
  return atOnce(judgeSteps(replacement, places));
}

/** The same with pauses. */
export function* judgeSteps(
  { before, after, cause, at, frozen }: Replacement,
  places: Places,
): Steps<Judgement> {
  const tooMany = (yield* countSteps(after)) > MOST_EDGES;
  // The graphs of such a stream would not fit into memory: what they would be is not asked then.
  if (tooMany) return { ...NOTHING, releases: after, refusals: [TOO_MANY_EDGES] };
  const diff = yield* diffSteps(before, after, cause);
  const findings = located(yield* lintChangeSteps({ before, after, diff, at, cause }), places);
  const refusals = frozen && cause !== 'restore' ? startsIn({ before, after, at }, places) : [];
  yield;
  return { releases: after, findings, refusals, diff, exposure: exposureOf(before, after, at) };
}

/** Rollouts that start in a stream in which none may: new ones, and those that start earlier than they were to. */
function startsIn({ before, after, at }: Exposed, places: Places): readonly Refusal[] {
  const old = new Map(before.map(({ version, rollout }) => [version, rollout]));
  return after
    .filter(({ version, rollout }) => rollout && isStarted(old.get(version) ?? null, rollout, at))
    .map(({ version }) => ({
      kind: 'invalid_state',
      code: 'invalid_state',
      path: placeIn(places, { version, part: 'rollout', field: null, payload: null }),
      message: 'no rollout may start while the stream is frozen or at its end of life',
    }));
}

function isStarted(before: Rollout | null, after: Rollout, at: number): boolean {
  if (!before) return true;
  return (
    rolloutState(before, at) === 'scheduled' && !['scheduled', 'paused'].includes(rolloutState(after, at))
  );
}

function placeIn(places: Places, spot: Spot): string {
  const { document, path } = places.placeOf(spot);
  return document + path;
}

const NOTHING = { findings: [], diff: [], exposure: [] } as const;

const TOO_MANY_EDGES: Refusal = {
  kind: 'invalid_release_data',
  code: 'too_many_edges',
  path: '',
  message: `the graphs would have over ${MOST_EDGES} edges: withdraw rollouts that are finished, or set barriers`,
};
