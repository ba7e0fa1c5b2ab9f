import { aliasedNode } from '../../../graph/payload-aliases.js';
import { variantFor } from '../../../graph/variants.js';
import { keyOf, Moments } from '../agent/moments.js';
import type { ScopeFacts } from '../agent/outlet.js';
import type { PreparedAnswer } from '../agent/prepared-answer.js';
import type { ScopeTraffic } from '../agent/traffic.js';

/** One graph with the answers that a worker was given. */
export class HeldScope {
  readonly traffic: ScopeTraffic;
  readonly #answers = new Map<string, PreparedAnswer>();
  readonly #moments: Moments;

  constructor(readonly facts: ScopeFacts) {
    const { stream, basearch, scheme } = facts;
    this.traffic = { stream, basearch, scheme, sent: 0, notModified: 0, unknownPayload: 0 };
    this.#moments = new Moments(facts.targets, (hidden) => this.find(keyOf(hidden)));
  }

  find(key: string): PreparedAnswer | null {
    return this.#answers.get(key) ?? null;
  }

  add(key: string, answer: PreparedAnswer): void {
    this.#answers.set(key, answer);
    this.#moments.forget();
  }

  drop(key: string): void {
    this.#answers.delete(key);
    this.#moments.forget();
  }

  /** Whether all agents get the same answer at that second, whatever their wariness. */
  isUniform(at: number): boolean {
    return this.#moments.now(at).variants.length === 1;
  }

  /**
   * What an agent of that wariness gets at a second; `null` where it is not here, as for who runs an alias.
   * @param payload what the agent says it runs
   */
  answer(wariness: number, at: number, payload?: string): PreparedAnswer | null {
    const { variants, answers } = this.#moments.now(at);
    const answer = answers[variantFor(variants, wariness)] ?? null;
    const { aliases } = this.facts;
    if (!answer || payload === undefined || aliases.own.has(payload)) return answer;
    if (aliasedNode(aliases, payload) !== null) return null;
    if (payload.trim() !== '') this.traffic.unknownPayload += 1;
    return answer;
  }
}
