import type { Graph } from '../../../graph/model.js';
import { aliasedNode, type ScopeAliases } from '../../../graph/payload-aliases.js';
import { rolloutTargets, variantFor, variantsAt, type RollingTarget } from '../../../graph/variants.js';
import type { Steps } from '../../../graph/steps.js';
import type { Compressor } from './compressor.js';
import { graphTextSteps, type GraphText, type NodeAlias } from './graph-body.js';
import { keyOf, Moments, MOST_PREPARED } from './moments.js';
import type { AnswerName, Outlet, ScopeFacts } from './outlet.js';
import { PreparedAnswer } from './prepared-answer.js';
import type { ScopeTraffic } from './traffic.js';

export interface ScopeParts {
  /** Tells it from all others, those of other revisions as well. */
  readonly id: number;
  readonly graph: Graph;
  readonly aliases: ScopeAliases;
  readonly revision: number;
  readonly compressor: Compressor;
  readonly outlet: Outlet;
  readonly traffic: ScopeTraffic;
}

/** One graph with its answers made ahead: per request there is only a choice among them. */
export class PreparedScope {
  readonly #targets: readonly RollingTarget[];
  readonly #moments: Moments;
  readonly #answers = new Map<string, PreparedAnswer>();

  private constructor(
    private readonly parts: ScopeParts,
    private readonly text: GraphText,
  ) {
    this.#targets = rolloutTargets(parts.graph);
    this.#moments = new Moments(this.#targets, (hidden) => this.#prepared(hidden));
  }

  /** Makes a scope with its answers of a second, with pauses. */
  static *steps(parts: ScopeParts, at: number): Steps<PreparedScope> {
    const scope = new PreparedScope(parts, yield* graphTextSteps(parts.graph));
    parts.outlet.scope(parts.id, scope.#facts);
    yield* scope.#answerSteps(at);
    return scope;
  }

  get id(): number {
    return this.parts.id;
  }

  get #facts(): ScopeFacts {
    const { aliases, revision, traffic } = this.parts;
    const { stream, basearch } = traffic;
    return { stream, basearch, scheme: aliases.scheme, revision, targets: this.#targets, aliases };
  }

  get traffic(): ScopeTraffic {
    return this.parts.traffic;
  }

  /** Whether all agents get the same answer at that second, whatever their wariness. */
  isUniform(at: number): boolean {
    return this.#moments.now(at).variants.length === 1;
  }

  /**
   * What an agent of that wariness gets at a second (since the Unix epoch, UTC).
   * @param payload what the agent says it runs
   */
  answer(wariness: number, at: number, payload?: string): PreparedAnswer {
    const { variants, answers } = this.#moments.now(at);
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
    const kept = new Set([...this.#moments.now(now).answers, ...this.#moments.at(then).answers]);
    for (const [key, answer] of this.#answers) {
      if (kept.has(answer)) continue;
      this.#answers.delete(key);
      this.parts.compressor.discard(answer);
      this.parts.outlet.drop(this.#nameOf(key));
    }
  }

  /** Lets go of everything. */
  discard(): void {
    for (const answer of this.#answers.values()) this.parts.compressor.discard(answer);
  }

  *#answerSteps(at: number): Steps<void> {
    for (const { hidden } of variantsAt(this.#targets, at).slice(0, MOST_PREPARED)) {
      this.#prepared(hidden);
      yield;
    }
  }

  #prepared(hidden: readonly number[]): PreparedAnswer {
    const name = this.#nameOf(keyOf(hidden));
    const known = this.#answers.get(name.key);
    if (known) return known;
    const { revision, outlet, compressor } = this.parts;
    const body = this.text.without(hidden);
    const answer = new PreparedAnswer(body, revision, undefined, (form) => outlet.form(name, form));
    this.#answers.set(name.key, answer);
    outlet.answer(name, answer);
    compressor.add(answer);
    return answer;
  }

  #nameOf(key: string): AnswerName {
    return { id: this.parts.id, key };
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
