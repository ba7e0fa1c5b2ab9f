import { Injectable } from '@nestjs/common';
import type { Finding } from '../graph/finding.js';
import type { ProblemKind } from '../graph/problem.js';

/** How a source fares with one stream. */
export interface SourceStatus {
  /** Seconds since the Unix epoch; `null` before the first. */
  readonly lastAttempt: number | null;
  readonly lastSuccess: number | null;
  /** What keeps the last documents from being taken; `null` when they were. */
  readonly lastError: { readonly kind: ProblemKind; readonly message: string } | null;
  /** What was found in the documents that were taken in spite of it. */
  readonly findings: readonly Finding[];
}

export interface Attempts {
  readonly succeeded: number;
  readonly failed: ReadonlyMap<ProblemKind, number>;
}

const NEVER: SourceStatus = { lastAttempt: null, lastSuccess: null, lastError: null, findings: [] };

/** What everybody may know of the sources: kept in memory, as it says how this instance fares. */
@Injectable()
export class Sources {
  readonly #statuses = new Map<string, SourceStatus>();
  readonly #succeeded = new Map<string, number>();
  readonly #failed = new Map<string, Map<ProblemKind, number>>();
  #firstPassDone = false;

  statusOf(stream: string): SourceStatus {
    return this.#statuses.get(stream) ?? NEVER;
  }

  /** Every stream that a source was asked for, by name. */
  all(): ReadonlyMap<string, SourceStatus> {
    return this.#statuses;
  }

  attemptsOf(stream: string): Attempts {
    return { succeeded: this.#succeeded.get(stream) ?? 0, failed: this.#failed.get(stream) ?? new Map() };
  }

  succeeded(stream: string, at: number, findings: readonly Finding[]): void {
    this.#succeeded.set(stream, (this.#succeeded.get(stream) ?? 0) + 1);
    this.#statuses.set(stream, { lastAttempt: at, lastSuccess: at, lastError: null, findings });
  }

  failed(
    stream: string,
    at: number,
    lastError: { readonly kind: ProblemKind; readonly message: string },
  ): void {
    const counts = this.#failed.get(stream) ?? new Map<ProblemKind, number>();
    counts.set(lastError.kind, (counts.get(lastError.kind) ?? 0) + 1);
    this.#failed.set(stream, counts);
    this.#statuses.set(stream, { ...this.statusOf(stream), lastAttempt: at, lastError });
  }

  /** What the source does not have any more is nothing to wait for. */
  forgetAllBut(streams: readonly string[]): void {
    const kept = new Set(streams);
    for (const name of this.#statuses.keys()) if (!kept.has(name)) this.#statuses.delete(name);
  }

  /** What keeps the source as a whole from being read; `null` while it can be. */
  unreadable: ProblemKind | null = null;

  /** Until every stream was tried once, nobody can say that a stream does not exist. */
  get firstPassDone(): boolean {
    return this.#firstPassDone;
  }

  finishFirstPass(): void {
    this.#firstPassDone = true;
  }

  /** Whether a stream may still come, so that "unknown" would be wrong: it has never been complete. */
  expects(stream: string): boolean {
    return !this.#firstPassDone || this.#statuses.get(stream)?.lastSuccess === null;
  }
}
