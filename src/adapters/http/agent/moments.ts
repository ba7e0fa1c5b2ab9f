import { variantsAt, type RollingTarget, type Variant } from '../../../graph/variants.js';
import type { PreparedAnswer } from './prepared-answer.js';

/** So many variants of a graph are kept ready; of more rollouts than that at a time the rest is made per request. */
export const MOST_PREPARED = 64;

/** The answers of one scope at a second. */
export interface Moment {
  readonly at: number;
  readonly variants: readonly Variant[];
  /** One for each variant; `null` where none is kept ready. */
  readonly answers: readonly (PreparedAnswer | null)[];
}

/** What the answers of one scope are at a second; the second that was asked for last is remembered. */
export class Moments {
  #last: Moment | null = null;

  /** @param find the answer that hides these nodes */
  constructor(
    private readonly targets: readonly RollingTarget[],
    private readonly find: (hidden: readonly number[]) => PreparedAnswer | null,
  ) {}

  now(at: number): Moment {
    if (this.#last?.at !== at) this.#last = this.at(at);
    return this.#last;
  }

  at(at: number): Moment {
    const variants = variantsAt(this.targets, at);
    const answers = variants.map(({ hidden }, index) => (index < MOST_PREPARED ? this.find(hidden) : null));
    return { at, variants, answers };
  }

  /** Has the answers looked for again. */
  forget(): void {
    this.#last = null;
  }
}

/** Names the answer that hides these nodes, in whatever order they are given. */
export function keyOf(hidden: readonly number[]): string {
  return hidden.toSorted((a, b) => a - b).join();
}
