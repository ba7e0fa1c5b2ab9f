import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { In, MoreThan, Not, type EntityManager } from 'typeorm';
import type { Release } from '../../graph/model.js';
import { Problem } from '../../graph/problem.js';
import { changesBetween, undoChanges, type ReleaseChange } from '../../graph/stream.js';
import {
  StreamStore,
  type Changed,
  type ChangeNote,
  type Stream,
  type StreamContent,
} from '../../application/stream-store.js';
import { Database } from './database.js';
import { AliasRow, AuditRow, RevisionRow, StreamRow } from './entities.js';
import { readStreams, writeAliases, writeChanges } from './stream-rows.js';

/** Streams in PostgreSQL, through TypeORM. */
@Injectable()
export class TypeOrmStreamStore extends StreamStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async revisions(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.read((manager) =>
      manager.find(StreamRow, { select: { name: true, revision: true } }),
    );
    return new Map(rows.map(({ name, revision }) => [name, revision]));
  }

  override async clockOffset(): Promise<number> {
    const before = Date.now();
    const [row] = await this.database.read((manager) =>
      manager.query<{ now: number }[]>('SELECT extract(epoch FROM clock_timestamp())::float8 AS now'),
    );
    // Its time is that of some moment between the question and the answer: the middle, as a guess.
    return (before + Date.now()) / 2000 - (row?.now ?? 0);
  }

  override async read(names: readonly string[]): Promise<readonly Stream[]> {
    if (names.length === 0) return [];
    // One transaction, so that the parts of a stream are of one revision.
    return this.database.transaction(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return readStreams(manager, names);
    });
  }

  override async releasesAt(name: string, revision: number): Promise<readonly Release[] | null> {
    return this.database.transaction(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const [stream] = await readStreams(manager, [name]);
      if (!stream || revision < 1 || revision > stream.revision) return null;
      const later = await manager.find(RevisionRow, {
        where: { stream: name, revision: MoreThan(revision) },
        order: { revision: 'DESC' },
      });
      return later.reduce((releases, { changes }) => undoChanges(releases, changes), stream.releases);
    });
  }

  override async change(
    name: string,
    decide: (current: Stream) => StreamContent,
    note: ChangeNote,
  ): Promise<Changed> {
    return this.database.transaction(async (manager) => {
      if (note.create) await createIfMissing(manager, name, note.create);
      const current = await lockAndRead(manager, name);
      const next = decide(current);
      const changes = changesBetween(current.releases, next.releases);
      const isNew = current.revision === 0;
      if (!isNew && changes.length === 0 && isDeepStrictEqual(profileOf(current), profileOf(next))) {
        return { changed: false, stream: current };
      }
      await writeProfile(manager, current, next);
      await writeChanges(manager, name, changes);
      const stream = { ...current, ...next, ...(await raiseRevision(manager, current, changes)) };
      await writeAudit(manager, stream, note);
      return { changed: true, stream };
    });
  }
}

async function createIfMissing(manager: EntityManager, name: string, content: StreamContent): Promise<void> {
  if (await manager.existsBy(StreamRow, { name })) return;
  await lockNames(manager);
  if (await manager.existsBy(AliasRow, { alias: name })) {
    throw new Problem('alias_in_use', `${name} is an alias of another stream: take that alias away first`);
  }
  const { description, state, source } = content;
  await manager
    .createQueryBuilder()
    .insert()
    .into(StreamRow)
    .values({ name, description, state, source, revision: 0, updatedAt: 0 })
    .orIgnore()
    .execute();
}

/** Any number but the one of the migrations. */
const NAMES_LOCK = 7_266_847;

/** Names and aliases are in two tables but must not meet: whoever adds one waits for the others. */
async function lockNames(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [NAMES_LOCK]);
}

async function lockAndRead(manager: EntityManager, name: string): Promise<Stream> {
  await manager.findOne(StreamRow, { where: { name }, lock: { mode: 'pessimistic_write' } });
  const [stream] = await readStreams(manager, [name]);
  if (!stream) throw new Problem('unknown_stream', `there is no stream ${name}`);
  return stream;
}

function profileOf({ aliases, description, state, source }: StreamContent): unknown {
  return { aliases: [...aliases].sort(), description, state, source };
}

async function writeProfile(manager: EntityManager, current: Stream, next: StreamContent): Promise<void> {
  const { name } = current;
  const { description, state, source } = next;
  await manager.update(StreamRow, { name }, { description, state, source });
  if (isDeepStrictEqual([...current.aliases].sort(), [...next.aliases].sort())) return;
  await lockNames(manager);
  await refuseTakenAliases(manager, name, next.aliases);
  await writeAliases(manager, name, next.aliases);
}

async function refuseTakenAliases(
  manager: EntityManager,
  name: string,
  aliases: readonly string[],
): Promise<void> {
  const names = await manager.findBy(StreamRow, { name: In(aliases) });
  const others = await manager.findBy(AliasRow, { alias: In(aliases), stream: Not(name) });
  const taken = [...names.map((row) => row.name), ...others.map(({ alias }) => alias)];
  if (taken.length === 0) return;
  throw new Problem(
    'alias_in_use',
    `${taken.join(', ')}: names a stream already, and so cannot be an alias of ${name}`,
  );
}

/** Times that a change writes come from the database's clock. */
async function raiseRevision(
  manager: EntityManager,
  { name, revision }: Stream,
  changes: readonly ReleaseChange[],
): Promise<{ readonly revision: number; readonly updatedAt: number }> {
  const next = revision + 1;
  await manager.update(
    StreamRow,
    { name },
    { revision: next, updatedAt: () => `date_trunc('second', now())` },
  );
  const { updatedAt } = await manager.findOneByOrFail(StreamRow, { name });
  await manager.insert(RevisionRow, { stream: name, revision: next, at: updatedAt, changes: [...changes] });
  return { revision: next, updatedAt };
}

async function writeAudit(manager: EntityManager, stream: Stream, note: ChangeNote): Promise<void> {
  await manager.insert(AuditRow, {
    at: stream.updatedAt,
    actor: note.actor,
    role: note.role,
    stream: stream.name,
    revision: stream.revision,
    operations: [...note.operations],
    reason: note.reason,
  });
}
