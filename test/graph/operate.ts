import { applyOperation, type Circumstances } from '../../src/graph/apply-operation.js';
import { judgeOperations, type Judgement, type Replacement } from '../../src/graph/judge.js';
import type { Release, Rollout } from '../../src/graph/model.js';
import type { Operation, PauseRollout, PublishRelease, RolloutDraft } from '../../src/graph/operations.js';
import { isFinished, throttleAt } from '../../src/graph/rollout.js';

/** 2026-07-21T10:00:00Z, the example of http-api.md 5. */
export const NOW = 1_784_628_000;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

export const LINK = 'https://x.example/why';
export const ALL = { basearches: null } as const;

/** A rollout as an operator asks for it: 48 h from now, for all, unless something else is said. */
export function draftOf(more: Partial<RolloutDraft> = {}): RolloutDraft {
  return { startEpoch: null, duration: '48h', startFraction: 0, ...ALL, ...more };
}

export function setRollout(version: string, more: Partial<RolloutDraft> = {}): Operation {
  return { op: 'set_rollout', version, ...draftOf(more) };
}

/** The number makes the checksum its own. */
export function publish(version: string, number: number, more: Partial<PublishRelease> = {}): PublishRelease {
  const payload = number.toString(16).padStart(64, '0');
  const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload }] as const;
  return {
    op: 'publish_release',
    version,
    metadataUrl: '',
    payloads,
    barrier: null,
    rollout: null,
    ...more,
  };
}

export function pause(version: string, more: Partial<PauseRollout> = {}): PauseRollout {
  return { op: 'pause_rollout', version, reason: 'boot fails', publicReason: null, reviewAt: null, ...more };
}

export function withReason(
  op: 'retire_release' | 'withdraw_rollout' | 'finish_rollout' | 'resume_rollout',
  version: string,
): Operation {
  return { op, version, reason: 'it is time' };
}

export function mark(op: 'set_barrier' | 'set_deadend', version: string): Operation {
  return { op, version, reason: LINK, ...ALL };
}

export function clear(op: 'clear_barrier' | 'clear_deadend', version: string): Operation {
  return { op, version, reason: null };
}

const HERE = { at: NOW, follows: false } as const;

/** Does an operation now; what it notes is thrown. */
export function operate(
  releases: readonly Release[],
  operation: Operation,
  more: Partial<Circumstances> = {},
): readonly Release[] {
  const note = (code: string, path: string, message: string) => {
    throw new Error(`${code} ${path} ${message}`);
  };
  return applyOperation(releases, operation, { ...HERE, note, ...more });
}

/** Judges operations of a change set, now. */
export function judged(
  releases: readonly Release[],
  operations: readonly Operation[],
  more: Partial<Circumstances & Pick<Replacement, 'frozen'>> = {},
): Judgement {
  const placed = operations.map((operation, index) => ({ operation, path: `/operations/${index}` }));
  return judgeOperations(releases, placed, { ...HERE, frozen: false, ...more });
}

/** Each finding as `severity code pointer`, each refusal as `kind code pointer`. */
export function drawnJudgement({ findings, refusals }: Judgement): readonly string[] {
  return [
    ...findings.map(({ severity, code, document, path }) =>
      [severity, code, document + path].join(' ').trim(),
    ),
    ...refusals.map(({ kind, code, path }) => [kind, code, path].join(' ').trim()),
  ];
}

/** A stream in the letters of `streamDrawn`; `p` is paused by an operator, `x` retired. */
export function drawnStream(releases: readonly Release[], at = NOW): string {
  return releases.map((release) => drawnRelease(release, at)).join('');
}

function drawnRelease({ barrier, deadend, rollout, retired }: Release, at: number): string {
  if (retired !== null) return barrier || deadend || rollout ? '!' : 'x';
  const rolling = rollout ? drawnRollout(rollout, at) : '';
  if (!barrier && !deadend) return rolling || '.';
  const letters = rolling
    ? { barrier: 'B', deadend: 'D', both: 'T' }
    : { barrier: 'b', deadend: 'd', both: 't' };
  if (barrier && deadend) return letters.both;
  return barrier ? letters.barrier : letters.deadend;
}

function drawnRollout(rollout: Rollout, at: number): string {
  if (rollout.pause) return 'p';
  return isFinished(rollout, at) ? 'r' : String(Math.floor(throttleAt(rollout, at) * 10));
}
