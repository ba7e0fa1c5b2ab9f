import { Injectable } from '@nestjs/common';
import { followsSource } from '../graph/apply-operation.js';
import { documentSteps, placesIn, type Documents } from '../graph/documents.js';
import type { JsonDocument } from '../graph/json-cursor.js';
import {
  judgeOperationSteps,
  judgeSteps,
  type Judged,
  type Judgement,
  type Refusal,
} from '../graph/judge.js';
import { faultOfReason } from '../graph/lint-release.js';
import { lintStrays } from '../graph/lint.js';
import type { Operation, Past } from '../graph/operations.js';
import { NOWHERE } from '../graph/places.js';
import { Problem, type Fault } from '../graph/problem.js';
import type { Steps } from '../graph/steps.js';
import { importSteps, refreshSteps } from '../graph/stream.js';
import {
  answerOf,
  ChangeWriter,
  managed,
  NO_REPORT,
  noteOf,
  refuseStale,
  type Caller,
} from './change-writer.js';
import type { StreamProfile } from './document-source.js';
import { reportOf, type Report } from './report.js';
import { inSlices } from './slices.js';
import { Snapshots } from './snapshots.js';
import {
  isFollowing,
  StreamStore,
  type ChangeNote,
  type Stream,
  type StreamContent,
} from './stream-store.js';
import { invalid, verdict } from './verdict.js';

/** An operation as it was asked for: what a revision held is still to be looked up. */
export type Wanted =
  Exclude<Operation, { readonly op: 'restore' }> | { readonly op: 'restore'; readonly revision: number };

export interface ChangeSet {
  readonly operations: readonly { readonly wanted: Wanted; readonly path: string }[];
  /** As they were sent, for the audit. */
  readonly asked: readonly { readonly op: string }[];
  /** Why all of it is done; `null` where nothing was said. */
  readonly reason: string | null;
  /** Codes of findings that are meant. */
  readonly confirm: readonly string[];
  /** What was wrong with the shape of the request: whatever else is wrong is told with it. */
  readonly shapeFaults: readonly Fault[];
  /** Whether the release is named by the URL, so that one that is not there is not found. */
  readonly single: boolean;
}

/** Documents that are to take the place of what stands. */
export interface Import extends Pick<ChangeSet, 'confirm' | 'shapeFaults'> {
  readonly index: JsonDocument;
  readonly updates: JsonDocument;
}

/** What operators do to the releases of streams: each call is one transaction, one revision and one row of audit. */
@Injectable()
export class Changes {
  constructor(
    private readonly writer: ChangeWriter,
    private readonly store: StreamStore,
    private readonly snapshots: Snapshots,
  ) {}

  /**
   * Does operations on the releases of a stream, all or none of them.
   * @throws Problem whatever is wrong with the request, or keeps it from being done
   */
  async operate(stream: string, set: ChangeSet, caller: Caller): Promise<object> {
    const { operations, missing } = await this.#resolved(stream, set);
    const judgeAt = function* (current: Stream, at: number) {
      const follows = isFollowing(current);
      const judgement = yield* judgeOperationSteps(current.releases, operations, {
        at,
        follows,
        frozen: current.state !== 'active',
      });
      refuseStart(judgement, caller);
      verdict({ ...judgement, refusals: [...judgement.refusals, ...missing, ...refusalsOf(set)] }, set);
      return judgement;
    };
    return this.#change(stream, judgeAt, { caller, operations: set.asked, reason: set.reason ?? '' });
  }

  /**
   * Puts two documents in place of what a stream holds.
   * @throws Problem `invalid_document`, `needs_confirmation`, `stream_follows_source` and others
   */
  async importDocuments(stream: string, asked: Import, caller: Caller): Promise<object> {
    const documents = await readWhole(asked);
    const { confirm } = asked;
    const isFirst = await this.#neverHadReleases(stream);
    const judgeAt = function* (current: Stream, at: number) {
      if (isFollowing(current)) throw followsSource('an import of documents');
      const judgement = yield* judgeImport(current, documents, { at, isFirst });
      verdict(judgement, { confirm, shapeFaults: [], single: false });
      return judgement;
    };
    const releases = documents.releases.length;
    const operations = [{ op: 'import_documents', releases, ...(confirm.length > 0 && { confirm }) }];
    return this.#change(stream, judgeAt, { caller, operations, reason: '' });
  }

  /**
   * Lets in what the documents of a followed source were held back for; the rest of them is served as it is.
   * @throws Problem `invalid_state`, `needs_confirmation`, `invalid_release_data`
   */
  async accept(name: string, accepted: Accepted, caller: Caller): Promise<object> {
    const { documents, profile, reason, confirm } = accepted;
    const judgeAt = function* (current: Stream, at: number) {
      if (!isFollowing(current)) {
        throw new Problem('invalid_state', 'this stream follows no source: there is nothing to accept');
      }
      const after = yield* refreshSteps(current.releases, documents.releases, at);
      const judgement = yield* judgeSteps(
        { before: current.releases, after, cause: 'import', at, frozen: false },
        NOWHERE,
      );
      const findings = judgement.findings.filter(({ code }) => code === 'lost_releases');
      const fault = faultOfReason(reason);
      const refusals = fault ? [{ kind: 'invalid_release_data', path: '/reason', ...fault } as const] : [];
      verdict({ ...judgement, findings, refusals }, { confirm, shapeFaults: [], single: false });
      return judgement;
    };
    const operations = [{ op: 'accept_source', confirm }];
    return this.#change(name, judgeAt, { caller, operations, reason, profile });
  }

  async #change(
    name: string,
    judgeAt: (current: Stream, at: number) => Steps<Judgement>,
    { caller, operations, reason, profile = null }: Asked,
  ): Promise<object> {
    return this.writer.write(caller, async (transaction) => {
      let report: Report = NO_REPORT;
      const decide = async (current: Stream, at: number): Promise<StreamContent> => {
        refuseStale(current, caller);
        const judgement = await inSlices(judgeAt(current, at));
        report = reportOf(judgement);
        return managed(current, { ...current, ...profile, releases: judgement.releases });
      };
      const changed = await transaction.change(name, decide, noteOf(caller, operations, reason));
      return { stream: changed.stream, answer: answerOf(changed, caller, report) };
    });
  }

  /** Emptying a stream does not make what comes next its beginning. */
  async #neverHadReleases(stream: string): Promise<boolean> {
    const known = this.snapshots.find(stream)?.stream.releases ?? [];
    if (known.length > 0) return false;
    const history = await this.store.history(stream, { before: null, limit: 1000 });
    return history.every(({ changes }) => changes.length === 0);
  }

  /** What was at a revision never changes: it may be read before the stream is locked. */
  async #resolved(stream: string, { operations }: ChangeSet): Promise<Resolved> {
    const resolved = await Promise.all(
      operations.map(async ({ wanted, path }) => {
        if (wanted.op !== 'restore') return { operation: wanted, path };
        const past = await this.#past(stream, wanted.revision);
        return past ? { operation: { ...wanted, past }, path } : unknownRevision(stream, wanted, path);
      }),
    );
    return {
      operations: resolved.filter((one) => 'operation' in one),
      missing: resolved.filter((one) => 'kind' in one),
    };
  }

  async #past(stream: string, revision: number): Promise<Past | null> {
    const releases = await this.store.releasesAt(stream, revision);
    const history = await this.store.history(stream, { before: revision + 2, limit: 1 });
    const next = history.find((entry) => entry.revision === revision + 1);
    return releases && { releases, until: next?.at ?? null };
  }
}

/** What is wrong with the reason of a set as a whole; the one of a single operation is judged with it. */
function refusalsOf({ reason, single }: ChangeSet): readonly Refusal[] {
  const fault = single || reason === null ? null : faultOfReason(reason);
  return fault ? [{ kind: 'invalid_release_data', path: '/reason', ...fault }] : [];
}

interface Resolved {
  readonly operations: readonly Judged[];
  readonly missing: readonly Refusal[];
}

function unknownRevision(stream: string, { revision }: { readonly revision: number }, path: string): Refusal {
  const message = `${stream} has no revision ${revision}`;
  return { kind: 'invalid_release_data', code: 'unknown_revision', path: `${path}/revision`, message };
}

interface Asked {
  readonly caller: Caller;
  readonly operations: ChangeNote['operations'];
  readonly reason: string;
  /** What else is to be changed of the stream. */
  readonly profile?: StreamProfile | null;
}

/** Documents that are let in, and why. */
export interface Accepted {
  readonly documents: Documents;
  readonly profile: StreamProfile | null;
  readonly reason: string;
  readonly confirm: readonly string[];
}

function* judgeImport(
  { releases: before, state }: Stream,
  documents: Documents,
  { at, isFirst }: { readonly at: number; readonly isFirst: boolean },
): Steps<Judgement> {
  const after = yield* importSteps(before, documents.releases);
  const cause = isFirst ? 'first_import' : 'import';
  const change = { before, after, cause, at, frozen: state !== 'active' } as const;
  const judgement = yield* judgeSteps(change, placesIn(documents));
  return { ...judgement, findings: [...judgement.findings, ...lintStrays(documents)] };
}

/** Who is on call may stop, and a stop that lets more nodes in is none. @throws Problem `forbidden` */
function refuseStart({ findings }: Judgement, { operator }: Caller): void {
  const finding = findings.find(({ code }) => code === 'blast_radius');
  if (operator.role !== 'operator' || !finding) return;
  throw new Problem(
    'forbidden',
    `${finding.message}: a token with the role publisher may; to stop it, pause it`,
  );
}

/** Documents of an operator: what is wrong with them is wrong with the request. */
async function readWhole({ index, updates, shapeFaults }: Import): Promise<Documents> {
  try {
    const documents = await inSlices(documentSteps(index, updates));
    if (shapeFaults.length > 0) throw invalid(shapeFaults, []);
    return documents;
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'invalid_document') throw error;
    throw invalid(
      shapeFaults,
      error.faults.map((fault) => ({ ...fault, document: '', path: fault.document + fault.path })),
    );
  }
}
