import { Injectable } from '@nestjs/common';
import { maySee, type Operator } from '../../../application/operator.js';
import { Snapshots, type Snapshot } from '../../../application/snapshots.js';
import { isName } from '../../../graph/model.js';
import type { Release } from '../../../graph/model.js';
import { Problem } from '../../../graph/problem.js';
import { unknownStream } from '../unknown-stream.js';

/** The streams that exist for an operator: those of a token that is bound to some, and no others. */
@Injectable()
export class VisibleStreams {
  constructor(private readonly snapshots: Snapshots) {}

  /** Sorted by name. */
  all(operator: Operator): readonly Snapshot[] {
    return this.snapshots.all().filter(({ stream }) => maySee(operator, stream.name));
  }

  /** By name or alias. @throws Problem `unknown_stream` */
  find(name: string, operator: Operator): Snapshot {
    const snapshot = this.snapshots.find(name);
    if (snapshot && maySee(operator, snapshot.stream.name)) return snapshot;
    throw unknownStream(this.all(operator).map(({ stream }) => stream.name));
  }

  /** Whether there is such a stream, whoever asks. */
  isComplete(name: string): boolean {
    return this.snapshots.find(name) !== null;
  }

  /** The audit outlives its stream: one that is not there any more still has its name. */
  auditedName(name: string, operator: Operator): string {
    const known = this.snapshots.find(name);
    return !known && isName(name) && maySee(operator, name) ? name : this.find(name, operator).stream.name;
  }

  /**
   * The name to write under. One that is not known here may have been made by another instance just now.
   * @throws Problem `unknown_stream`
   */
  nameOf(name: string, operator: Operator): string {
    const known = this.snapshots.find(name);
    if (known || !isName(name) || !maySee(operator, name)) return this.find(name, operator).stream.name;
    return name;
  }

  /** @throws Problem `unknown_version` */
  release({ stream }: Snapshot, version: string): Release {
    const release = stream.releases.find((one) => one.version === version);
    if (release) return release;
    throw new Problem(
      'unknown_version',
      `there is no such release in ${stream.name}; see GET /admin/v1/streams/${stream.name}/releases`,
    );
  }
}
