import type { Verdict } from '../../../graph/explain.js';
import type { Clue, Near } from '../../../graph/near.js';
import { printable } from '../../../graph/printable.js';
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

/** What a node owner understands who never heard of this protocol. */
export function messageOf({ verdicts, space }: Language, verdict: Verdict, facts: Facts): string {
  const sentences = verdicts[verdict](facts).filter((sentence) => sentence !== '');
  // Versions and reasons are somebody's words, and this may be shown in a terminal.
  return printable(sentences.join(space));
}
