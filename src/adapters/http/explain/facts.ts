import { rfc3339 } from '../../../application/clock.js';
import type { Explanation, Held } from '../../../graph/explain.js';
import type { Near } from '../../../graph/near.js';
import type { Asked } from './asked.js';
import { shortName } from '../short-name.js';
import { shares } from './shares.js';

/** What a message is put together from, in whatever language: everything is text already. */
export interface Facts extends Pick<Asked, 'stream' | 'isEndOfLife' | 'basearch' | 'scheme'> {
  /** What the node runs, or says that it runs; empty where it says nothing. */
  readonly node: string;
  /** What it sent, short enough to be read; empty where it sent none. */
  readonly payload: string;
  readonly deadendReason: string;
  readonly target: string;
  readonly barrier: BarrierFacts | null;
  /** Those that the node would take instead of its target, or at all; who comes first is first. */
  readonly held: readonly HeldFacts[];
  readonly isAnonymous: boolean;
  /** Empty where the scope has no release. */
  readonly newest: string;
  readonly near: readonly Near[];
  /** Only a version was named, and that has no payload in the scope. */
  readonly isElsewhere: boolean;
  /** What is most likely wrong with the question. */
  readonly hint: Hint;
  /** The release that an alias is to be added to. */
  readonly adopter: string;
}

type Hint = 'none' | 'cut_short' | 'elsewhere';

export interface BarrierFacts {
  readonly reason: string;
  readonly hopsLeft: number;
  /** Where these lead to. */
  readonly end: string;
}

export interface HeldFacts {
  readonly version: string;
  /** `12 %`. */
  readonly reached: string;
  /** `65 %`. */
  readonly comesAt: string;
  /** When it begins, where that is still to come; else empty. */
  readonly begins: string;
  /** Empty where that is not known. */
  readonly eligibleAt: string;
  readonly isPaused: boolean;
  readonly publicReason: string;
}

export function factsOf(asked: Asked, explanation: Explanation, near: readonly Near[]): Facts {
  const { node, target, path, newest } = explanation;
  const { stream, isEndOfLife, basearch, scheme, wariness } = asked;
  return {
    ...{ stream, isEndOfLife, basearch, scheme, near },
    node: node?.version ?? shortName(asked.version ?? ''),
    payload: shortName(asked.payload ?? ''),
    deadendReason: node?.deadend ?? '',
    target: target?.version ?? '',
    barrier: target?.barrier
      ? { reason: target.barrier, hopsLeft: hopsAfter(path), end: path.at(-1)?.version ?? '' }
      : null,
    held: heldBeside(explanation).map((held) => heldFacts(held, asked)),
    isElsewhere: asked.payload === null && near.some(({ clue }) => clue === 'not_in_scope'),
    isAnonymous: wariness.source === 'none',
    newest: newest?.version ?? '',
    hint: hintOf(near),
    adopter: near.find(({ clue }) => clue === 'same_version')?.version ?? '<version>',
  };
}

/** How many updates are still to come when the first hop of a path is behind. */
export function hopsAfter(path: Explanation['path']): number {
  return Math.max(path.length - 2, 0);
}

/** What would be taken instead of the target; of all others nobody needs to know. */
function heldBeside({ held, target }: Explanation): readonly Held[] {
  return held
    .filter(({ node }) => node.ageIndex > (target?.ageIndex ?? -1))
    .sort(
      (a, b) => (a.eligibleAt ?? Infinity) - (b.eligibleAt ?? Infinity) || b.node.ageIndex - a.node.ageIndex,
    );
}

function heldFacts({ node, throttle, eligibleAt, isPaused }: Held, { wariness, at }: Asked): HeldFacts {
  const [reached, comesAt] = shares(throttle, wariness.value);
  const start = node.rollout?.startEpoch ?? at;
  return {
    version: node.version,
    ...{ reached, comesAt, isPaused },
    begins: start > at ? (rfc3339(start) ?? '') : '',
    eligibleAt: eligibleAt === null ? '' : (rfc3339(eligibleAt) ?? ''),
    publicReason: node.rollout?.pause?.publicReason ?? '',
  };
}

function hintOf([likeliest]: readonly Near[]): Hint {
  const clue = likeliest?.clue;
  return clue === 'cut_short' || clue === 'elsewhere' ? clue : 'none';
}
