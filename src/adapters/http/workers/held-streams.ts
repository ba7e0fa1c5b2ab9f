import { canonicalBasearch, type Scheme } from '../../../graph/model.js';
import { warinessOf } from '../../../graph/wariness.js';
import type { FoundAnswer } from '../agent/choose-form.js';
import type { AnswerName, ScopeFacts, StreamFacts } from '../agent/outlet.js';
import { PreparedAnswer, type SmallerForm } from '../agent/prepared-answer.js';
import type { AgentQuery } from '../agent/query.js';
import type { Answers } from '../lane/fast-lane.js';
import { HeldScope } from './held-scope.js';
import { outdatedScopes } from './outdated-scopes.js';

/** A stream as a worker serves it. */
interface HeldStream {
  readonly aliases: readonly string[];
  /** By basearch, then scheme. */
  readonly basearches: ReadonlyMap<string, ReadonlyMap<Scheme, HeldScope>>;
}

/** What a worker was given to serve. It makes nothing itself: what it does not hold is for the process that does. */
export class HeldStreams implements Answers {
  readonly #scopes = new Map<number, HeldScope>();
  readonly #streams = new Map<string, HeldStream>();
  readonly #byAlias = new Map<string, HeldStream>();
  /** Requests that say neither who asks nor how wary it is. */
  anonymous = 0;

  find(query: AgentQuery): FoundAnswer | null {
    const stream = this.#streams.get(query.stream ?? '') ?? this.#byAlias.get(query.stream ?? '');
    const schemes = stream?.basearches.get(canonicalBasearch(query.basearch ?? ''));
    const scope = schemes?.get(query.oci === 'true' ? 'oci' : 'checksum');
    if (!scope) return null;
    const { rollout_wariness: wariness, node_uuid: uuid, os_checksum: payload } = query;
    const now = Math.floor(Date.now() / 1000);
    const answer = scope.answer(scope.isUniform(now) ? 0 : warinessOf(wariness, uuid), now, payload);
    if (!answer) return null;
    if (wariness === undefined && uuid === undefined) this.anonymous += 1;
    return { answer, traffic: scope.traffic };
  }

  scopes(): Iterable<HeldScope> {
    return this.#scopes.values();
  }

  addScope(id: number, facts: ScopeFacts): void {
    this.#scopes.set(id, new HeldScope(facts));
  }

  addAnswer({ id, key }: AnswerName, hash: string, body: Buffer): void {
    const scope = this.#scopes.get(id);
    scope?.add(key, new PreparedAnswer(body, scope.facts.revision, hash));
  }

  addForm({ id, key }: AnswerName, form: SmallerForm): void {
    this.#scopes.get(id)?.find(key)?.addForm(form);
  }

  drop({ id, key }: AnswerName): void {
    this.#scopes.get(id)?.drop(key);
  }

  /** @returns the scopes that nobody is answered from any more */
  put(name: string, facts: StreamFacts | null): readonly HeldScope[] {
    const before = this.#streams.get(name);
    for (const [alias, stream] of this.#byAlias) if (stream === before) this.#byAlias.delete(alias);
    this.#streams.delete(name);
    const stream = facts && this.#held(facts);
    if (stream) {
      this.#streams.set(name, stream);
      for (const alias of stream.aliases) this.#byAlias.set(alias, stream);
    }
    return this.#forgetScopes(name, facts);
  }

  #held({ aliases, scopes }: StreamFacts): HeldStream {
    const basearches = new Map<string, Map<Scheme, HeldScope>>();
    for (const { basearch, scheme, id } of scopes) {
      const schemes = basearches.get(basearch) ?? new Map<Scheme, HeldScope>();
      const scope = this.#scopes.get(id);
      if (scope) schemes.set(scheme, scope);
      basearches.set(basearch, schemes);
    }
    return { aliases, basearches };
  }

  #forgetScopes(name: string, facts: StreamFacts | null): readonly HeldScope[] {
    const gone = outdatedScopes(this.#scopes, name, facts);
    const scopes = gone.flatMap((id) => this.#scopes.get(id) ?? []);
    for (const id of gone) this.#scopes.delete(id);
    return scopes;
  }
}
