import { Injectable } from '@nestjs/common';
import { followsSource } from '../graph/apply-operation.js';
import { judgeSteps } from '../graph/judge.js';
import { takenOver } from '../graph/overlay.js';
import { NOWHERE } from '../graph/places.js';
import { Problem } from '../graph/problem.js';
import {
  answerOf,
  ChangeWriter,
  managed,
  NO_REPORT,
  noteOf,
  refuseStale,
  type Caller,
} from './change-writer.js';
import { rfc3339 } from './clock.js';
import { reportOf, type Report } from './report.js';
import { inSlices } from './slices.js';
import { Snapshots } from './snapshots.js';
import { isFollowing, type Stream, type StreamContent, type StreamState } from './stream-store.js';

export interface Profile {
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly state?: StreamState;
  readonly source?: 'managed';
}

/** What operators do to streams themselves: make, describe, take over, delete. */
@Injectable()
export class StreamProfiles {
  constructor(
    private readonly writer: ChangeWriter,
    private readonly snapshots: Snapshots,
  ) {}

  /** @throws Problem `already_exists` */
  async create(name: string, { aliases = [], description = '' }: Profile, caller: Caller): Promise<object> {
    const content: StreamContent = { aliases, description, state: 'active', source: 'managed', releases: [] };
    return this.writer.write(caller, async (transaction) => {
      const decide = (current: Stream): StreamContent => {
        if (current.updatedAt !== 0) throw new Problem('already_exists', `there is a stream ${name} already`);
        return content;
      };
      const operations = [{ op: 'create_stream', aliases, description }];
      const note = { ...noteOf(caller, operations, ''), create: { ...content, aliases: [] } };
      const { stream } = await transaction.change(name, decide, note);
      return {
        stream,
        answer: { ...answerOf({ stream, changed: true }, caller, NO_REPORT), ...profileOf(stream) },
      };
    });
  }

  /** @throws Problem `already_exists` */
  async describe(name: string, profile: Profile, caller: Caller): Promise<object> {
    const { source, ...said } = profile;
    return this.writer.write(caller, async (transaction) => {
      const decide = (current: Stream): StreamContent => {
        refuseStale(current, caller);
        if (source === 'managed')
          return { ...current, ...said, source, releases: takenOver(current.releases) };
        if (isFollowing(current) && (said.aliases ?? said.description) !== undefined) {
          throw followsSource('aliases and description');
        }
        return managed(current, { ...current, ...said });
      };
      const operations = [{ op: 'describe_stream', ...profile, before: this.#known(name) }];
      const { stream, changed } = await transaction.change(name, decide, noteOf(caller, operations, ''));
      return {
        stream,
        answer: { ...answerOf({ stream, changed }, caller, NO_REPORT), ...profileOf(stream) },
      };
    });
  }

  /** @throws Problem `needs_confirmation` */
  async remove(name: string, confirm: readonly string[], caller: Caller): Promise<object> {
    return this.writer.write(caller, async (transaction) => {
      let report: Report = NO_REPORT;
      const check = async (current: Stream): Promise<void> => {
        refuseStale(current, caller);
        const change = {
          before: current.releases,
          after: [],
          cause: 'import',
          at: 0,
          frozen: false,
        } as const;
        const judgement = await inSlices(judgeSteps(change, NOWHERE));
        report = { ...reportOf(judgement), findings: [] };
        if (!confirm.includes('deletes_stream')) throw needsDeletion(current, report);
      };
      const note = noteOf(caller, [{ op: 'delete_stream' }], '');
      const stream = await transaction.remove(name, check, note);
      return {
        stream: null,
        answer: { ...answerOf({ stream, changed: true }, caller, report), ...profileOf(stream) },
      };
    });
  }

  /** What was said of it before, for the audit; `null` where another instance has just made it. */
  #known(name: string): object | null {
    const stream = this.snapshots.find(name)?.stream;
    return stream
      ? {
          aliases: stream.aliases,
          description: stream.description,
          state: stream.state,
          source: stream.source,
        }
      : null;
  }
}

function profileOf({ name, aliases, description, state, source, updatedAt }: Stream): object {
  return { name, aliases, description, state, source: { kind: source }, updated_at: rfc3339(updatedAt) };
}

function needsDeletion({ name, releases }: Stream, { diff, exposure }: Report): Problem {
  const message = `this deletes ${name} with its ${releases.length} releases and its revisions for good: confirm deletes_stream if that is meant`;
  const faults = [{ code: 'deletes_stream', document: '', path: '', message }];
  return new Problem('needs_confirmation', message, { faults, details: { diff, exposure } });
}
