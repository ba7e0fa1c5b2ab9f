import type { Scheme } from '../../../graph/model.js';
import type { ScopeAliases } from '../../../graph/payload-aliases.js';
import type { RollingTarget } from '../../../graph/variants.js';
import type { PreparedAnswer, SmallerForm } from './prepared-answer.js';

/** What it takes, beside its answers, to serve a scope. */
export interface ScopeFacts {
  readonly stream: string;
  readonly basearch: string;
  readonly scheme: Scheme;
  readonly revision: number;
  readonly targets: readonly RollingTarget[];
  readonly aliases: ScopeAliases;
}

/** A stream that is put in place. */
export interface StreamFacts {
  readonly aliases: readonly string[];
  readonly scopes: readonly { readonly basearch: string; readonly scheme: Scheme; readonly id: number }[];
}

/** One of the answers of a scope, by its number, and what it hides. */
export interface AnswerName {
  readonly id: number;
  readonly key: string;
}

/** Is told, in order, of everything that is prepared, and where it is put. */
export abstract class Outlet {
  abstract scope(id: number, facts: ScopeFacts): void;
  abstract answer(name: AnswerName, answer: PreparedAnswer): void;
  abstract form(name: AnswerName, form: SmallerForm): void;
  abstract drop(name: AnswerName): void;
  /** Puts a stream in place of the one of that name; `null` for none. What is not in any stream is forgotten. */
  abstract put(name: string, stream: StreamFacts | null): void;
}

/** For a process that serves alone. */
export class NoOutlet extends Outlet {
  override scope(): void {}
  override answer(): void {}
  override form(): void {}
  override drop(): void {}
  override put(): void {}
}
