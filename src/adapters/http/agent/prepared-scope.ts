import type { Graph } from '../../../graph/model.js';
import { aliasedNode, type ScopeAliases } from '../../../graph/payload-aliases.js';
import { rolloutTargets, variantFor, variantsAt, type Variant } from '../../../graph/variants.js';
import type { Steps } from '../../../graph/steps.js';
import type { Compressor } from './compressor.js';
import { graphTextSteps, type GraphText, type NodeAlias } from './graph-body.js';
import { PreparedAnswer } from './prepared-answer.js';
import type { ScopeTraffic } from './traffic.js';

/** So many variants of a graph are kept ready; more rollouts than that at a time are answered uncompressed. */
const MOST_PREPARED = 64;

export interface ScopeParts {
  readonly graph: Graph;
  readonly aliases: ScopeAliases;
  readonly revision: number;
  readonly compressor: Compressor;
  readonly traffic: ScopeTraffic;
}

/** The answers of one scope at the second that was asked for last. */
interface Moment {
  readonly at: number;
  readonly variants: readonly Variant[];
  readonly answers: readonly (PreparedAnswer | null)[];
}

/** One graph with its answers made ahead: per request there is only a choice among them. */
export class PreparedScope {
  readonly #targets: readonly number[];
  readonly #answers = new Map<string, PreparedAnswer>();
  #moment: Moment | null = null;

  private constructor(
    private readonly parts: ScopeParts,
    private readonly text: GraphText,
  ) {
    this.#targets = rolloutTargets(parts.graph);
  }

  /** Makes a scope with its answers of a second, with pauses. */
  static *steps(parts: ScopeParts, at: number): Steps<PreparedScope> {
    const scope = new PreparedScope(parts, yield* graphTextSteps(parts.graph));
    yield* scope.#answerSteps(at);
    return scope;
  }

  get traffic(): ScopeTraffic {
    return this.parts.traffic;
  }

  /** Whether all agents get the same answer at that second, whatever their wariness. */
  isUniform(at: number): boolean {
    return this.#now(at).variants.length === 1;
  }

  /**
   * What an agent of that wariness gets at a second (since the Unix epoch, UTC).
   * @param payload what the agent says it runs
   */
  answer(wariness: number, at: number, payload?: string): PreparedAnswer {
    const { variants, answers } = this.#now(at);
    const index = variantFor(variants, wariness);
    const alias = payload === undefined || this.#finds(payload) ? null : this.#alias(payload);
    if (alias) return this.#makeForAlias(alias, variants[index]?.hidden ?? []);
    return answers[index] ?? this.#make(variants[index]?.hidden ?? []);
  }

  /**
   * Makes the answers of a second to come, with pauses, and lets go of those that neither now nor then will be
   * asked for.
   */
  *aheadSteps(now: number, then: number): Steps<void> {
    yield* this.#answerSteps(then);
    const kept = new Set([...this.#now(now).answers, ...this.#momentAt(then).answers]);
    for (const [key, answer] of this.#answers) {
      if (kept.has(answer)) continue;
      this.#answers.delete(key);
      this.parts.compressor.discard(answer);
    }
  }

  /** Lets go of everything. */
  discard(): void {
    for (const answer of this.#answers.values()) this.parts.compressor.discard(answer);
  }

  #now(at: number): Moment {
    if (this.#moment?.at !== at) this.#moment = this.#momentAt(at);
    return this.#moment;
  }

  *#answerSteps(at: number): Steps<void> {
    for (const { hidden } of variantsAt(this.parts.graph, this.#targets, at).slice(0, MOST_PREPARED)) {
      this.#prepared(hidden);
      yield;
    }
  }

  #momentAt(at: number): Moment {
    const variants = variantsAt(this.parts.graph, this.#targets, at);
    const answers = variants.map(({ hidden }, index) =>
      index < MOST_PREPARED ? this.#prepared(hidden) : null,
    );
    return { at, variants, answers };
  }

  #prepared(hidden: readonly number[]): PreparedAnswer {
    const key = hidden.toSorted((a, b) => a - b).join();
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#make(hidden);
    this.#answers.set(key, answer);
    this.parts.compressor.add(answer);
    return answer;
  }

  /** Whether an agent finds itself in the graph as it is; nearly all do, so that they pay for one look only. */
  #finds(payload: string): boolean {
    return this.parts.aliases.own.has(payload);
  }

  #alias(payload: string): NodeAlias | null {
    const position = aliasedNode(this.parts.aliases, payload) ?? -1;
    const node = this.parts.graph.nodes[position];
    if (node) return { node, position, payload };
    // Blanks name nobody, so there is nobody to miss.
    if (payload.trim() !== '') this.traffic.unknownPayload += 1;
    return null;
  }

  #make(hidden: readonly number[]): PreparedAnswer {
    return new PreparedAnswer(this.text.without(hidden), this.parts.revision);
  }

  /** Neither kept nor compressed: what callers send must not grow memory. @see cincinnati.md A.2 */
  #makeForAlias(alias: NodeAlias, hidden: readonly number[]): PreparedAnswer {
    return new PreparedAnswer(this.text.withAlias(alias, hidden), this.parts.revision);
  }
}
