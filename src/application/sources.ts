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

/** Under which name stands what concerns a source as a whole: no stream is called so. */
export const WHOLE = '';

/** Of a stream whose documents nobody has asked for. */
const NEVER: SourceStatus = { lastAttempt: null, lastSuccess: null, lastError: null, findings: [] };

/** How the sources fare: as this instance has seen it, or has learned it from the one that reads them. */
@Injectable()
export class Sources {
  readonly #statuses = new Map<string, SourceStatus>();
  readonly #succeeded = new Map<string, number>();
  readonly #failed = new Map<string, Map<ProblemKind, number>>();
  readonly #listeners: ((seconds: number) => void)[] = [];
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

  /** Is told of how long each attempt took, well or not. */
  onAttempt(listener: (seconds: number) => void): void {
    this.#listeners.push(listener);
  }

  took(seconds: number): void {
    for (const listener of this.#listeners) listener(seconds);
  }

  /** The documents of a stream are not asked for any more. */
  reset(stream: string): void {
    this.#statuses.set(stream, NEVER);
  }

  /** Takes over what was noted before, or by another instance. */
  learn(states: ReadonlyMap<string, SourceStatus>): void {
    this.unreadable = states.get(WHOLE)?.lastError?.kind ?? null;
    this.#statuses.clear();
    for (const [stream, status] of states) if (stream !== WHOLE) this.#statuses.set(stream, status);
  }

  /** These are to come: nobody may call them unknown. */
  expect(streams: readonly string[]): void {
    for (const stream of streams) if (!this.#statuses.has(stream)) this.#statuses.set(stream, NEVER);
  }

  /**
   * What the source does not have any more is nothing to wait for.
   * @returns whether there was any such
   */
  forgetAllBut(streams: readonly string[]): boolean {
    const kept = new Set(streams);
    const gone = [...this.#statuses.keys()].filter((name) => !kept.has(name));
    for (const name of gone) this.#statuses.delete(name);
    return gone.length > 0;
  }

  /** What keeps the source as a whole from being read; `null` while it can be. */
  unreadable: ProblemKind | null = null;

  /** How a source as a whole fares. */
  wholeAt(at: number): SourceStatus {
    const kind = this.unreadable;
    return { ...NEVER, lastAttempt: at, lastError: kind && { kind, message: 'the source cannot be read' } };
  }

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
