import type { Clue, Near } from '../../../graph/near.js';
import { CHINESE } from './chinese.js';
import { ENGLISH } from './english.js';
import type { BarrierFacts, Facts, HeldFacts, Hint } from './facts.js';

type Say<T extends readonly unknown[] = []> = (facts: Facts, ...more: T) => string;

/** Every sentence in one language; which of them are said, and in which order, stands in `message.ts`. */
export interface Sentences {
  readonly upToDate: Say;
  readonly endOfLife: Say;

  readonly offeredNow: Say;
  readonly offeredThen: Say;
  readonly barrier: Say<[BarrierFacts]>;
  readonly afterBarrier: Say<[BarrierFacts]>;
  readonly deadendAhead: Say;
  readonly suspects: Say;

  readonly heldBack: Say<[HeldFacts]>;
  readonly heldBeforeStart: Say<[HeldFacts]>;
  readonly heldForEver: Say<[HeldFacts]>;
  readonly heldBeyondTime: Say<[HeldFacts]>;
  readonly paused: Say<[HeldFacts]>;
  readonly pauseReason: Say<[HeldFacts]>;
  readonly onceResumed: Say<[HeldFacts]>;
  readonly alsoOffered: Say<[HeldFacts]>;
  readonly alsoPaused: Say<[HeldFacts]>;
  readonly alsoNever: Say<[HeldFacts]>;
  readonly anonymous: Say;
  readonly nothingToDo: Say;

  readonly deadend: Say;
  readonly reinstallFrom: Say;
  readonly reinstallLater: Say;

  readonly notRolledOut: Say;
  readonly allRetired: Say;
  readonly untilRolledOut: Say;

  readonly emptyStream: Say;
  readonly unknownPayload: Say;
  readonly unknownVersion: Say;
  readonly otherScope: Say;
  readonly mayBe: Say<[likely: readonly (readonly [version: string, why: string])[]]>;
  readonly askWithPayload: Say;
  readonly hints: Readonly<Record<Hint, Say>>;
  readonly addAlias: Say;
  readonly addAliasAfter: Readonly<Record<Hint, Say>>;
}

/** Everything that is said in one language; what is missing does not compile. */
export interface Language {
  readonly code: 'en' | 'zh';
  /** What stands between two sentences. */
  readonly space: string;
  readonly sentences: Sentences;
  /** Why a release may be what a node runs. */
  readonly clues: Readonly<Record<Clue, (near: Near, facts: Facts) => string>>;
}

export const LANGUAGES = [ENGLISH, CHINESE] as const;
