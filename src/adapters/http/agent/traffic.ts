import { Injectable } from '@nestjs/common';
import type { ProblemKind } from '../../../graph/problem.js';
import { Durations } from './durations.js';

/** Answers of one scope. */
export interface ScopeTraffic {
  readonly stream: string;
  readonly basearch: string;
  readonly scheme: string;
  sent: number;
  notModified: number;
  /** Requests of agents that say what they run, and nobody here knows it. */
  unknownPayload: number;
}

/**
 * Counts agents' requests in plain numbers; `/metrics` turns them into what Prometheus reads. It grows
 * with the streams there are, never with what callers send.
 */
@Injectable()
export class Traffic {
  readonly #scopes = new Map<string, ScopeTraffic>();
  /** Those that wake somebody are there from the start: Prometheus does not see a counter's way up from nothing. */
  readonly #problems = new Map<ProblemKind, number>([
    ['internal', 0],
    ['not_ready', 0],
  ]);
  /** From the head of a request to the end of our work on it. */
  readonly durations = new Durations(
    'roost_graph_request_duration_seconds',
    'Time from the head of a request for a graph to the end of our work on it.',
  );
  /** Requests that say neither who asks nor how wary it is: all of them share one place in every rollout. */
  anonymous = 0;

  /** The counters of a scope, the same ones for every snapshot of it. */
  scope(stream: string, basearch: string, scheme: string): ScopeTraffic {
    const key = `${stream} ${basearch} ${scheme}`;
    const known = this.#scopes.get(key);
    if (known) return known;
    const traffic = { stream, basearch, scheme, sent: 0, notModified: 0, unknownPayload: 0 };
    this.#scopes.set(key, traffic);
    return traffic;
  }

  countProblem(kind: ProblemKind): void {
    this.#problems.set(kind, (this.#problems.get(kind) ?? 0) + 1);
  }

  scopes(): readonly ScopeTraffic[] {
    return [...this.#scopes.values()];
  }

  problems(): ReadonlyMap<ProblemKind, number> {
    return this.#problems;
  }
}
