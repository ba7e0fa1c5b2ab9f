import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Problem } from '../graph/problem.js';
import { changesBetween } from '../graph/stream.js';
import { Log, thrown } from './log.js';
import type { Operator } from './operator.js';
import type { Report } from './report.js';
import { Snapshots } from './snapshots.js';
import type { Changed, ChangeNote, Stream, StreamContent } from './stream-store.js';
import { Writes, type Attempt, type WriteTransaction } from './writes.js';

/** Who writes, and how. */
export interface Caller {
  readonly operator: Operator;
  readonly requestId: string | null;
  readonly attempt: Attempt;
  /** The revision that the caller has seen; `null` where it does not matter. */
  readonly ifRevision: number | null;
}

/** What a change has done, or would do. @see http-api.md 5 */
export interface Answer extends Omit<Report, 'findings'> {
  readonly revision: number;
  readonly dry_run: boolean;
  readonly changed: boolean;
  readonly warnings: Report['findings'];
}

export interface Done {
  /** As it is to be served; `null` for one that is gone. */
  readonly stream: Stream | null;
  readonly answer: Answer;
}

/** Writes what operators want written, and has it served. */
@Injectable()
export class ChangeWriter {
  constructor(
    private readonly writes: Writes,
    private readonly snapshots: Snapshots,
    private readonly log: Log,
  ) {}

  /** When the answer goes out, this instance serves the change already. */
  async write(caller: Caller, work: (transaction: WriteTransaction) => Promise<Done>): Promise<object> {
    const changed: Stream[] = [];
    const answer = await this.writes.run(caller.attempt, async (transaction) => {
      const { stream, answer: done } = await work(transaction);
      if (stream) changed.push(stream);
      return done;
    });
    if (caller.attempt.dryRun) return answer;
    for (const stream of changed) await this.snapshots.adopt(stream);
    if (changed.length === 0) await this.#refresh();
    return answer;
  }

  /** What was done elsewhere, or took a stream away. */
  async #refresh(): Promise<void> {
    try {
      await this.snapshots.refresh();
    } catch (error) {
      // The change is kept: whoever looks for changes in the store serves it as soon as that answers.
      this.log.warn('a change is served as soon as the database answers', thrown(error));
    }
  }
}

export const NO_REPORT: Report = { findings: [], exposure: [], diff: [] };

/** What operators have changed is theirs from then on: the folder that it was seeded from has no say any more. */
export function managed(current: Stream, next: StreamContent): StreamContent {
  if (current.source !== 'seed' || isUnchanged(current, next)) return next;
  return { ...next, source: 'managed' };
}

function isUnchanged(current: Stream, next: StreamContent): boolean {
  if (changesBetween(current.releases, next.releases).length > 0) return false;
  const { aliases, description, state } = next;
  return isDeepStrictEqual(
    [[...aliases].sort(), description, state],
    [[...current.aliases].sort(), current.description, current.state],
  );
}

export function refuseStale({ revision }: Stream, { ifRevision }: Caller): void {
  if (ifRevision === null || ifRevision === revision) return;
  const value = `the stream is at revision ${revision}, not ${ifRevision}: look at what has changed, then try again`;
  throw new Problem('stale_revision', value);
}

export function noteOf(caller: Caller, operations: ChangeNote['operations'], reason: string): ChangeNote {
  const { operator, requestId } = caller;
  return { actor: operator.name, role: operator.role, reason, operations, requestId };
}

export function answerOf({ stream, changed }: Changed, { attempt }: Caller, report: Report): Answer {
  const { findings, exposure, diff } = report;
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return { revision: stream.revision, dry_run: attempt.dryRun, changed, warnings, exposure, diff };
}
