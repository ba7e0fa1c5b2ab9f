import { Injectable } from '@nestjs/common';
import type { Documents } from '../graph/documents.js';
import { lintDocumentSteps } from '../graph/lint.js';
import { Problem, type ProblemKind } from '../graph/problem.js';
import { Clock } from './clock.js';
import { Log, thrown } from './log.js';
import { inSlices } from './slices.js';
import { SourceStates } from './source-states.js';
import { Sources, WHOLE } from './sources.js';
import type { Stream } from './stream-store.js';

/** Notes how reading the sources goes: for whoever asks here, in the log, and for the other instances. */
@Injectable()
export class IngestNotes {
  #wholeFailure = '';

  constructor(
    private readonly sources: Sources,
    private readonly states: SourceStates,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The documents are those that were taken last. */
  unchanged(name: string): void {
    this.sources.succeeded(name, this.clock.now(), this.sources.statusOf(name).findings);
  }

  /** Nobody asks for its documents any more. */
  async notTried(name: string): Promise<void> {
    if (this.sources.statusOf(name).lastAttempt === null) return;
    this.sources.reset(name);
    await this.share(name);
  }

  async taken({ name, revision, releases }: Stream, documents: Documents): Promise<void> {
    const findings = await inSlices(lintDocumentSteps(documents, this.clock.now()));
    this.sources.succeeded(name, this.clock.now(), findings);
    const counts = { releases: releases.length, findings: findings.length };
    this.log.info('documents taken', { stream: name, revision, ...counts });
    for (const finding of findings.slice(0, 20)) this.log.warn('finding', { stream: name, ...finding });
  }

  failed(name: string, error: unknown): void {
    const { kind, message } = describe(error);
    const before = this.sources.statusOf(name).lastError;
    this.sources.failed(name, this.clock.now(), { kind, message });
    // The same failure every half minute is one line, not thousands.
    if (before?.kind === kind && before.message === message) return;
    if (!(error instanceof Problem)) {
      this.log.error('documents not taken', { stream: name, ...thrown(error) });
      return;
    }
    const faults = error.faults.slice(0, 20);
    this.log.warn('documents not taken, the last good state stays', { stream: name, kind, message, faults });
  }

  /** The source as a whole can be read. */
  async readable(): Promise<void> {
    this.#wholeFailure = '';
    this.sources.unreadable = null;
    await this.#shareWhole();
  }

  /** The source as a whole is away: every stream that follows it feels it. */
  async unreadable(error: unknown, followers: readonly string[]): Promise<void> {
    const { kind, message } = describe(error);
    this.sources.unreadable = kind;
    await this.#shareWhole();
    for (const name of followers) {
      this.sources.failed(name, this.clock.now(), { kind, message });
      await this.share(name);
    }
    if (message !== this.#wholeFailure)
      this.log.error('the source of documents cannot be read', { kind, message });
    this.#wholeFailure = message;
  }

  /** Streams that no source has any more are nothing to wait for. */
  async forgetAllBut(names: readonly string[]): Promise<void> {
    if (this.sources.forgetAllBut(names)) await this.#shared(() => this.states.prune([WHOLE, ...names]));
  }

  /** Tells the other instances how a stream fares. */
  async share(name: string): Promise<void> {
    await this.#shared(() => this.states.save(name, this.sources.statusOf(name)));
  }

  async #shareWhole(): Promise<void> {
    await this.#shared(() => this.states.save(WHOLE, this.sources.wholeAt(this.clock.now())));
  }

  /** With the next attempt again, if the database is away. */
  async #shared(note: () => Promise<void>): Promise<void> {
    try {
      await note();
    } catch (error) {
      this.log.debug('other instances cannot be told how the sources fare', thrown(error));
    }
  }
}

function describe(error: unknown): { readonly kind: ProblemKind; readonly message: string } {
  if (error instanceof Problem) return { kind: error.kind, message: error.value };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}
