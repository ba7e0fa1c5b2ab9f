import type { Verdict } from '../../../graph/explain.js';
import type { Clue, Near } from '../../../graph/near.js';
import { ENGLISH } from './english.js';
import { CHINESE } from './chinese.js';
import type { Facts } from './facts.js';

/** Everything that is said in one language; what is missing does not compile. */
export interface Language {
  readonly code: 'en' | 'zh';
  /** What stands between two sentences. */
  readonly space: string;
  readonly verdicts: Readonly<Record<Verdict, (facts: Facts) => readonly string[]>>;
  /** Why a release may be what a node runs. */
  readonly clues: Readonly<Record<Clue, (near: Near, facts: Facts) => string>>;
}

export const LANGUAGES = [ENGLISH, CHINESE] as const;

/** A terminal that is shown a message must not do what somebody wrote into a version or a reason. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What a node owner understands who never heard of this protocol. */
export function messageOf({ verdicts, space }: Language, verdict: Verdict, facts: Facts): string {
  return verdicts[verdict](facts)
    .filter((sentence) => sentence !== '')
    .join(space)
    .replace(UNPRINTABLE, '\ufffd');
}
