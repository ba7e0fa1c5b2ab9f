import type { Answer, JudgedStream } from './answer.js';
import { now } from './clock.js';
import type { Content } from './content.js';
import { expectedGraphs, isGraphOf } from './expected-graphs.js';
import type { SoakOperation } from './operations.js';
import type { Outages } from './outages.js';
import { RevisionWatch } from './revision-watch.js';

/** A revision that an operator makes, from the moment it is asked for. */
export interface Step {
  readonly revision: number;
  readonly operation: SoakOperation;
  readonly begunAt: number;
  /** `null` until it is known; where the time decides, somebody must have seen it first. */
  content: Content | null;
}

/**
 * A stream with one operator, so that the content of each revision is known: all there is to find out is the
 * second in which a pause or its like was done, and the first right answer tells.
 */
export class OperatedStream implements JudgedStream {
  readonly watch: RevisionWatch;
  readonly #steps: Step[] = [];
  #firstRevision = 0;

  constructor(
    readonly name: string,
    outages: Outages,
  ) {
    this.watch = new RevisionWatch(outages);
  }

  /** As it was made, without a release. */
  begins(revision: number): void {
    this.#firstRevision = revision;
  }

  /** As far as it has been asked for. */
  get revision(): number {
    return this.#firstRevision + this.#steps.length;
  }

  /** `null` while nobody has seen what the newest change has made. */
  get content(): Content | null {
    return this.#contentAt(this.revision);
  }

  get isSettled(): boolean {
    return this.content !== null;
  }

  /** @throws Error while the change before is not known to the second */
  begin(operation: SoakOperation): Step {
    const before = this.content;
    if (!before) throw new Error(`${this.name}: nobody has seen revision ${this.revision}`);
    const content = operation.timed === null ? operation.apply(before, 0) : null;
    const step = { revision: this.revision + 1, operation, begunAt: now(), content };
    this.#steps.push(step);
    return step;
  }

  revisionFault({ instance, revision, sentAt }: Answer): string | null {
    if (revision > this.revision)
      return `revision ${revision}, and nobody has asked for more than ${this.revision}`;
    return this.watch.fault(instance, revision, sentAt);
  }

  bodyFault(answer: Answer): string | null {
    const step = this.#steps[answer.revision - this.#firstRevision - 1];
    const known = this.#contentAt(answer.revision);
    if (known)
      return isGraphOf(known, answer, answer.body) ? null : `not the graph of revision ${answer.revision}`;
    if (!step) return `revision ${answer.revision} is none of this stream`;
    return this.#settle(step, answer);
  }

  saw({ instance, revision, receivedAt }: Answer): void {
    this.watch.saw(instance, revision, receivedAt);
  }

  expected(answer: Answer): string {
    const content = this.#contentAt(answer.revision);
    return content ? (expectedGraphs(content, answer)[0] ?? '') : 'not known to the second';
  }

  #contentAt(revision: number): Content | null {
    if (revision === this.#firstRevision) return NOTHING;
    return this.#steps[revision - this.#firstRevision - 1]?.content ?? null;
  }

  /** The answer says when it was done: that must be possible, and then all else must be right. */
  #settle(step: Step, answer: Answer): string | null {
    const before = this.#contentAt(step.revision - 1);
    const said = startIn(answer.body, step.operation.timed);
    const at = said ?? Math.floor(step.begunAt / 1000);
    if (!before) return `revision ${step.revision} came before anybody had seen the one before it`;
    if (at < Math.floor(step.begunAt / 1000) - 1 || at > Math.floor(answer.receivedAt / 1000) + 1) {
      return `${step.operation.name} at ${at}, which was not asked for then`;
    }
    const content = step.operation.apply(before, at);
    if (!isGraphOf(content, answer, answer.body)) return `not the graph of revision ${step.revision}`;
    // Where the release is no node, its time is not told.
    if (said !== null) step.content = content;
    return null;
  }
}

const NOTHING: Content = [];

/** When the rollout of a version begins; `null` where it is no node. */
function startIn(body: string, version: string | null): number | null {
  const node = new RegExp(`"version":"${version}","metadata":{[^}]*"[a-z.]*start_epoch":"(\\d+)"`).exec(body);
  return node?.[1] === undefined ? null : Number(node[1]);
}
