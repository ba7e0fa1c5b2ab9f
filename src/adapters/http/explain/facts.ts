import { rfc3339 } from '../../../application/clock.js';
import type { Stream } from '../../../application/stream-store.js';
import type { Explanation, Held } from '../../../graph/explain.js';
import type { Node, Release } from '../../../graph/model.js';
import { isFinished } from '../../../graph/rollout.js';
import type { Near } from '../../../graph/near.js';
import type { Asked } from './asked.js';
import { shortName } from '../short-name.js';
import { shares } from '../../../graph/shares.js';

/** A question with all that is known about its answer. */
export interface Explained {
  readonly asked: Asked;
  readonly stream: Pick<Stream, 'revision' | 'releases'>;
  readonly explanation: Explanation;
  readonly near: readonly Near[];
}

/** What a message is put together from, in whatever language: everything is text already. */
export interface Facts extends Pick<Asked, 'stream' | 'isEndOfLife' | 'basearch' | 'scheme'> {
  /** What the node runs, or says that it runs; empty where it says nothing. */
  readonly node: string;
  /** What it sent, short enough to be read; empty where it sent none. */
  readonly payload: string;
  readonly deadendReason: string;
  /** What it can be installed anew from; empty where nothing is sound. */
  readonly sound: string;
  readonly target: string;
  /** Why no update will lead out of the target; empty where one may. */
  readonly targetDeadend: string;
  /** Of the question; empty for the present. */
  readonly when: string;
  readonly barrier: BarrierFacts | null;
  /** Those that the node would take instead of its target, or at all; who comes first is first. */
  readonly held: readonly HeldFacts[];
  /** It does not say who it is, and that decides. */
  readonly isAnonymous: boolean;
  /** Whether the scope has no release. */
  readonly isEmpty: boolean;
  /** The newest that may become a target yet; empty where none is newer. */
  readonly newest: string;
  readonly near: readonly Near[];
  /** Only a version was named, and that has no payload in the scope. */
  readonly isElsewhere: boolean;
  /** What is most likely wrong with the question. */
  readonly hint: Hint | null;
  /** The release that an alias is to be added to. */
  readonly adopter: string;
}

/** What is most likely wrong with a question. */
export type Hint = 'cut_short' | 'elsewhere';

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
  /** A time; `never` as it is planned; `far`: beyond the year 9999. */
  readonly eligible: string;
  readonly isPaused: boolean;
  readonly publicReason: string;
}

export function factsOf({ asked, stream: { releases }, explanation, near }: Explained): Facts {
  const { node, target, newest, sound } = explanation;
  const { stream, isEndOfLife, basearch, scheme, isNow, at } = asked;
  return {
    ...{ stream, isEndOfLife, basearch, scheme, near },
    node: node?.version ?? shortName(asked.version ?? ''),
    payload: shortName(asked.payload ?? ''),
    deadendReason: node?.deadend ?? '',
    sound: sound?.version ?? '',
    target: target?.version ?? '',
    targetDeadend: target?.deadend ?? '',
    when: isNow ? '' : (rfc3339(at) ?? ''),
    barrier: barrierFacts(explanation),
    held: heldBeside(explanation).map((held) => heldFacts(held, asked)),
    isAnonymous: asked.wariness.source === 'none' && dependsOnPlace(explanation, at),
    isEmpty: newest === null,
    newest: newestLive(releases, asked, node),
    hint: hintOf(near),
    isElsewhere: asked.payload === null && near.some(({ clue }) => clue === 'not_in_scope'),
    adopter: near.find(({ clue }) => clue === 'same_version')?.version ?? '<version>',
  };
}

function barrierFacts({ target, path }: Explanation): BarrierFacts | null {
  if (!target?.barrier) return null;
  return { reason: target.barrier, hopsLeft: hopsAfter(path), end: path.at(-1)?.version ?? '' };
}

/** Whether another node that runs the same may be told something else. */
function dependsOnPlace({ target, held }: Explanation, at: number): boolean {
  return held.length > 0 || (target !== null && target.rollout !== null && !isFinished(target.rollout, at));
}

/** What is retired never is a target again. */
function newestLive(releases: readonly Release[], { basearch, scheme }: Asked, node: Node | null): string {
  const newest = releases
    .slice((node?.ageIndex ?? -1) + 1)
    .findLast(
      ({ retired, payloads }) =>
        retired === null && payloads.some((one) => one.basearch === basearch && one.scheme === scheme),
    );
  return newest?.version ?? '';
}

/** How many updates are still to come when the first hop of a path is behind. */
export function hopsAfter(path: Explanation['path']): number {
  return Math.max(path.length - 2, 0);
}

/** Each is newer than the target and all before it: an older one nobody takes any more when its turn comes. */
function heldBeside({ held, target }: Explanation): readonly Held[] {
  const sooner = held
    .filter(({ node }) => node.ageIndex > (target?.ageIndex ?? -1))
    .sort(
      (a, b) => (a.eligibleAt ?? Infinity) - (b.eligibleAt ?? Infinity) || b.node.ageIndex - a.node.ageIndex,
    );
  return sooner.filter(({ node }, i) => sooner.slice(0, i).every((one) => one.node.ageIndex < node.ageIndex));
}

function heldFacts({ node, throttle, eligibleAt, isPaused }: Held, { wariness, at }: Asked): HeldFacts {
  const { rollout } = node;
  const start = rollout?.startEpoch ?? at;
  // A time before the pause is one that never was like this: what counts is where it stands.
  const stands = isPaused ? Math.max(throttle, rollout?.startFraction ?? 0) : throttle;
  const [reached, comesAt] = shares(stands, wariness.value);
  return {
    version: node.version,
    ...{ reached, comesAt, isPaused },
    begins: start > at ? (rfc3339(start) ?? '') : '',
    eligible: eligibleAt === null ? 'never' : (rfc3339(eligibleAt) ?? 'far'),
    publicReason: rollout?.pause?.publicReason ?? '',
  };
}

function hintOf([likeliest]: readonly Near[]): Hint | null {
  const clue = likeliest?.clue;
  return clue === 'cut_short' || clue === 'elsewhere' ? clue : null;
}
