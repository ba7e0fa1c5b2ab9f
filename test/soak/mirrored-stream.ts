import type { Answer, JudgedStream } from './answer.js';
import type { Content } from './content.js';
import { expectedGraphs, isGraphOf } from './expected-graphs.js';
import type { MirroredDocuments } from './mirrored-documents.js';
import type { Outages } from './outages.js';
import { RevisionWatch } from './revision-watch.js';

/** How often each of the two documents had been changed. */
export interface Version {
  readonly index: number;
  readonly updates: number;
}

/**
 * A stream that follows the upstream. Which documents a revision was made of the instances alone know: of those that
 * could be read by then, at least one pair must explain all answers of a revision, on all instances, and a later
 * revision must not be of earlier documents.
 */
export class MirroredStream implements JudgedStream {
  readonly watch: RevisionWatch;
  readonly #versions = new Map<number, readonly Version[]>();
  /** Revisions before this one are of the preparations, when operators put their part over it. */
  #since = 0;

  constructor(
    readonly documents: MirroredDocuments,
    outages: Outages,
  ) {
    this.watch = new RevisionWatch(outages);
  }

  get name(): string {
    return this.documents.name;
  }

  begins(revision: number): void {
    this.#since = revision;
  }

  /** Whether a revision is surely of these documents or later ones. */
  hasCome(revision: number, { index, updates }: Version): boolean {
    const versions = this.#versions.get(revision) ?? [];
    return versions.length > 0 && versions.every((one) => one.index >= index && one.updates >= updates);
  }

  revisionFault({ instance, revision, sentAt }: Answer): string | null {
    if (revision < this.#since) return `revision ${revision} is from before what operators have put over it`;
    return this.watch.fault(instance, revision, sentAt);
  }

  bodyFault(answer: Answer): string | null {
    const possible = this.#possible(answer.revision);
    const right = possible.filter((version) => isGraphOf(this.#contentOf(version), answer, answer.body));
    if (right.length === 0) return `the graph of none of ${possible.length} pairs of documents it may be of`;
    this.#versions.set(answer.revision, right);
    return null;
  }

  saw({ instance, revision, receivedAt }: Answer): void {
    this.watch.saw(instance, revision, receivedAt);
  }

  expected(answer: Answer): string {
    const newest = this.#possible(answer.revision).at(-1);
    return newest ? (expectedGraphs(this.#contentOf(newest), answer)[0] ?? '') : 'nothing';
  }

  #contentOf({ index, updates }: Version): Content {
    return this.documents.contentOf(index, updates);
  }

  /** Between the documents of the revisions around it, oldest first. */
  #possible(revision: number): readonly Version[] {
    const known = this.#versions.get(revision);
    if (known) return known;
    const revisions = [...this.#versions.keys()];
    const before = this.#versions.get(Math.max(...revisions.filter((one) => one < revision)));
    const after = this.#versions.get(Math.min(...revisions.filter((one) => one > revision)));
    const newest = this.documents.newest;
    const least = { index: 0, updates: 0, ...before?.[0] };
    const most = { ...newest, ...after?.at(-1) };
    const indexes = span(least.index, most.index);
    return indexes.flatMap((index) =>
      span(least.updates, most.updates).map((updates) => ({ index, updates })),
    );
  }
}

function span(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
}
