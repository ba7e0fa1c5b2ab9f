import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { Problem } from '../../graph/problem.js';
import { changesBetween, type ReleaseChange } from '../../graph/stream.js';
import {
  markOf,
  type Changed,
  type Check,
  type ChangeNote,
  type Decide,
  type Stream,
  type StreamContent,
} from '../../application/stream-store.js';
import { DatabaseTime } from './database-time.js';
import { AliasRow, AuditRow, RevisionRow, StreamRow } from './entities.js';
import { CHANGES } from './postgres-instances.js';
import { StreamCache } from './stream-cache.js';
import { readStreams, writeAliases, writeChanges } from './stream-rows.js';

/** Changes streams within a transaction that somebody else opened. */
@Injectable()
export class StreamChanges {
  constructor(
    private readonly time: DatabaseTime,
    private readonly cache: StreamCache,
  ) {}

  /** @see StreamStore.change */
  async change(
    manager: EntityManager,
    name: string,
    { decide, note }: { readonly decide: Decide; readonly note: ChangeNote },
  ): Promise<Changed> {
    const created = note.create ? await createIfMissing(manager, name, note.create) : false;
    const current = await this.#lock(manager, name);
    const at = await this.time.now(manager);
    const next = await decide(current, at);
    const changes = changesBetween(current.releases, next.releases);
    if (!created && changes.length === 0 && isDeepStrictEqual(profileOf(current), profileOf(next))) {
      return { changed: false, stream: current };
    }
    await writeAliasesOf(manager, current, next);
    await writeChanges(manager, name, changes);
    const revision = await raiseRevision(manager, current, { next, changes, at });
    const stream = { ...current, ...next, aliases: [...next.aliases].sort(), revision, updatedAt: at };
    await writeAudit(manager, stream, note);
    await tellInstances(manager, name);
    return { changed: true, stream };
  }

  /** @see WriteTransaction.remove */
  async remove(
    manager: EntityManager,
    name: string,
    { check, note }: { readonly check: Check; readonly note: ChangeNote },
  ): Promise<Stream> {
    const current = await this.#lock(manager, name);
    const at = await this.time.now(manager);
    await check(current);
    const stream = { ...current, revision: current.revision + 1, updatedAt: at };
    await manager.delete(StreamRow, { name });
    await writeAudit(manager, stream, note);
    await tellInstances(manager, name);
    return stream;
  }

  async #lock(manager: EntityManager, name: string): Promise<Stream> {
    const row = await manager.findOne(StreamRow, { where: { name }, lock: { mode: 'pessimistic_write' } });
    const known = row && this.cache.at(name, markOf(row));
    if (known) return known;
    const [stream] = await readStreams(manager, [name]);
    if (!stream) throw new Problem('unknown_stream', `there is no stream ${name}`);
    return stream;
  }
}

/** @returns whether it was missing */
async function createIfMissing(
  manager: EntityManager,
  name: string,
  content: StreamContent,
): Promise<boolean> {
  if (await manager.existsBy(StreamRow, { name })) return false;
  await lockNames(manager);
  if (await manager.existsBy(StreamRow, { name })) return false;
  if (await manager.existsBy(AliasRow, { alias: name })) {
    throw new Problem('already_exists', `${name} is an alias of another stream: take that alias away first`);
  }
  const { description, state, source } = content;
  const revision = await lastRevisionOf(manager, name);
  await manager.insert(StreamRow, { name, description, state, source, revision, updatedAt: 0 });
  return true;
}

/** As soon as it is committed; whoever does not hear it comes across it with its next look. */
async function tellInstances(manager: EntityManager, name: string): Promise<void> {
  await manager.query('SELECT pg_notify($1, $2)', [CHANGES, name]);
}

/** One that was removed goes on from there: no revision of a name is ever made twice. */
async function lastRevisionOf(manager: EntityManager, name: string): Promise<number> {
  const [last] = await manager.find(AuditRow, {
    where: { stream: name },
    order: { revision: { direction: 'DESC', nulls: 'LAST' } },
    take: 1,
  });
  return last?.revision ?? 0;
}

/** Any number but the one of the migrations. */
const NAMES_LOCK = 7_266_847;

/** Names and aliases are in two tables but must not meet: whoever adds one waits for the others. */
async function lockNames(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [NAMES_LOCK]);
}

function profileOf({ aliases, description, state, source }: StreamContent): unknown {
  return { aliases: [...aliases].sort(), description, state, source };
}

async function writeAliasesOf(manager: EntityManager, current: Stream, next: StreamContent): Promise<void> {
  const { name } = current;
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
    'already_exists',
    `${taken.join(', ')}: names a stream already, and so cannot be an alias of ${name}`,
  );
}

async function raiseRevision(
  manager: EntityManager,
  { name, revision }: Stream,
  { next, changes, at }: Raise,
): Promise<number> {
  const { description, state, source } = next;
  const raised = revision + 1;
  await manager.update(StreamRow, { name }, { description, state, source, revision: raised, updatedAt: at });
  await manager.insert(RevisionRow, { stream: name, revision: raised, at, changes: [...changes] });
  return raised;
}

interface Raise {
  readonly next: StreamContent;
  readonly changes: readonly ReleaseChange[];
  readonly at: number;
}

async function writeAudit(manager: EntityManager, stream: Stream, note: ChangeNote): Promise<void> {
  await manager.insert(AuditRow, {
    ...{ at: stream.updatedAt, actor: note.actor, role: note.role },
    ...{ stream: stream.name, revision: stream.revision },
    ...{ operations: [...note.operations], reason: note.reason, requestId: note.requestId },
  });
}
