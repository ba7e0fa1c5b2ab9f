import type { AnswerName, ScopeFacts, StreamFacts } from '../agent/outlet.js';
import type { PreparedAnswer } from '../agent/prepared-answer.js';
import type { Order } from './messages.js';
import { outdatedScopes } from './outdated-scopes.js';

interface PreparedScope {
  readonly facts: ScopeFacts;
  readonly answers: Map<string, PreparedAnswer>;
}

/** All that a new worker has to be told. It holds what is served here anyway, and copies nothing. */
export class PreparedSoFar {
  readonly #scopes = new Map<number, PreparedScope>();
  readonly #streams = new Map<string, StreamFacts>();

  scope(id: number, facts: ScopeFacts): void {
    this.#scopes.set(id, { facts, answers: new Map() });
  }

  answer({ id, key }: AnswerName, answer: PreparedAnswer): void {
    this.#scopes.get(id)?.answers.set(key, answer);
  }

  drop({ id, key }: AnswerName): void {
    this.#scopes.get(id)?.answers.delete(key);
  }

  put(name: string, stream: StreamFacts | null): void {
    if (stream) this.#streams.set(name, stream);
    else this.#streams.delete(name);
    for (const id of outdatedScopes(this.#scopes, name, stream)) this.#scopes.delete(id);
  }

  /** What makes a new worker serve what the others do. */
  *orders(): Iterable<Order> {
    for (const [id, { facts, answers }] of this.#scopes) {
      yield { kind: 'scope', id, facts };
      for (const [key, answer] of answers) yield* answerOrders({ id, key }, answer);
    }
    for (const [name, stream] of this.#streams) yield { kind: 'put', name, stream };
  }
}

/** An answer with all the forms that it has so far. */
export function* answerOrders(
  name: AnswerName,
  { hash, identity, smallerForms }: PreparedAnswer,
): Iterable<Order> {
  yield { kind: 'answer', name, hash, body: identity.bytes };
  for (const form of smallerForms) yield { kind: 'form', name, form };
}
