import type { AnswerName, ScopeFacts, StreamFacts } from '../agent/outlet.js';
import type { SmallerForm } from '../agent/prepared-answer.js';
import type { Limits } from '../limits/limits.js';
import type { ShedReason } from '../limits/shed.js';

/** Where a worker listens, and where it sends what it does not answer. */
export interface Post {
  readonly host: string;
  readonly port: number;
  readonly limits: Limits;
  /** So many connections are answered there at a time, whoever of the workers has sent them on. */
  readonly mostForwarded: number;
  /** Of the unix socket of the server that answers everything. */
  readonly path: string;
}

/** What a worker is told; it does it in the order in which it comes. */
export type Order =
  | { readonly kind: 'listen'; readonly post: Post }
  | { readonly kind: 'scope'; readonly id: number; readonly facts: ScopeFacts }
  | { readonly kind: 'answer'; readonly name: AnswerName; readonly hash: string; readonly body: Buffer }
  | { readonly kind: 'form'; readonly name: AnswerName; readonly form: SmallerForm }
  | { readonly kind: 'drop'; readonly name: AnswerName }
  | { readonly kind: 'put'; readonly name: string; readonly stream: StreamFacts | null }
  /** Is answered once all before it is done. */
  | { readonly kind: 'ask'; readonly question: number }
  | { readonly kind: 'stop' };

/** What a worker counted since it last told. */
export interface Counts {
  readonly scopes: readonly ScopeCounts[];
  readonly anonymous: number;
  readonly durations: { readonly buckets: readonly number[]; readonly sum: number };
  readonly shed: readonly (readonly [ShedReason, number])[];
  /** Open now. */
  readonly connections: number;
}

export interface ScopeCounts {
  readonly stream: string;
  readonly basearch: string;
  readonly scheme: string;
  readonly sent: number;
  readonly notModified: number;
  readonly unknownPayload: number;
}

/** What a worker tells. */
export type News =
  /** From now on it hears what it is told. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'cannot_listen'; readonly error: string }
  | { readonly kind: 'done'; readonly question: number }
  | { readonly kind: 'counts'; readonly counts: Counts };

/** Our own processes say nothing else. */
export function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'kind' in message;
}

export function isNews(message: unknown): message is News {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
