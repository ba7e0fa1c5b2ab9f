import { Injectable } from '@nestjs/common';
import {
  Between,
  In,
  LessThan,
  LessThanOrEqual,
  MoreThan,
  MoreThanOrEqual,
  type EntityManager,
  type FindOptionsWhere,
} from 'typeorm';
import { completeRelease, type Release } from '../../graph/model.js';
import { undoChanges } from '../../graph/stream.js';
import {
  markOf,
  StreamStore,
  type AuditEntry,
  type AuditFilter,
  type Changed,
  type ChangeNote,
  type Decide,
  type HistoryPage,
  type Revision,
  type Stream,
} from '../../application/stream-store.js';
import { DatabaseTime } from './database-time.js';
import { Database } from './database.js';
import { AuditRow, RevisionRow, StreamRow } from './entities.js';
import { StreamCache } from './stream-cache.js';
import { StreamChanges } from './stream-changes.js';
import { readStreams } from './stream-rows.js';

/** What an integer of PostgreSQL can hold. */
const MOST_REVISIONS = 2_147_483_647;

/** Streams in PostgreSQL, through TypeORM. */
@Injectable()
export class TypeOrmStreamStore extends StreamStore {
  constructor(
    private readonly database: Database,
    private readonly changes: StreamChanges,
    private readonly cache: StreamCache,
  ) {
    super();
  }

  /** For those who put no application together. */
  static on(database: Database): TypeOrmStreamStore {
    const cache = new StreamCache();
    return new TypeOrmStreamStore(database, new StreamChanges(new DatabaseTime(), cache), cache);
  }

  override async revisions(): Promise<ReadonlyMap<string, number>> {
    return this.database.read(revisionsOf);
  }

  override async marks(): Promise<ReadonlyMap<string, string>> {
    return this.database.read(marksOf);
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
    const streams = await this.#snapshot((manager) => this.#read(manager, names));
    for (const stream of streams) this.cache.keep(stream);
    return streams;
  }

  override async releasesAt(name: string, revision: number): Promise<readonly Release[] | null> {
    if (revision > MOST_REVISIONS) return null;
    return this.#snapshot(async (manager) => {
      const [stream] = await this.#read(manager, [name]);
      if (!stream || !(await manager.existsBy(RevisionRow, { stream: name, revision }))) return null;
      const later = await manager.find(RevisionRow, {
        where: { stream: name, revision: MoreThan(revision) },
        order: { revision: 'DESC' },
      });
      const undone = later.reduce((releases, { changes }) => undoChanges(releases, changes), stream.releases);
      return undone.map(completeRelease);
    });
  }

  override async change(name: string, decide: Decide, note: ChangeNote): Promise<Changed> {
    const changed = await this.database.transaction((manager) =>
      this.changes.change(manager, name, { decide, note }),
    );
    this.cache.keep(changed.stream);
    return changed;
  }

  override async history(name: string, { before, limit }: HistoryPage): Promise<readonly Revision[]> {
    return this.#snapshot(async (manager) => {
      const where = {
        stream: name,
        ...(before !== null && { revision: LessThan(Math.min(before, MOST_REVISIONS)) }),
      };
      const revisions = await manager.find(RevisionRow, { where, order: { revision: 'DESC' }, take: limit });
      const numbers = revisions.map(({ revision }) => revision);
      const audit = await manager.findBy(AuditRow, { stream: name, revision: In(numbers) });
      const entries = new Map(audit.map((entry) => [entry.revision, entry]));
      return revisions.flatMap(({ revision, changes }) => {
        const entry = entries.get(revision);
        return entry ? [{ ...entry, stream: name, revision, changes }] : [];
      });
    });
  }

  override async audit(filter: AuditFilter): Promise<readonly AuditEntry[]> {
    const where: FindOptionsWhere<AuditRow> = {
      ...(filter.streams && { stream: In(filter.streams) }),
      ...(filter.actor !== null && { actor: filter.actor }),
      ...timesOf(filter),
      ...(filter.before !== null && { id: LessThan(filter.before) }),
    };
    return this.database.read((manager) =>
      manager.find(AuditRow, { where, order: { id: 'DESC' }, take: filter.limit }),
    );
  }

  /** Whole streams, from what is known already where that is of the right revision. */
  async #read(manager: EntityManager, names: readonly string[]): Promise<readonly Stream[]> {
    const marks = await marksOf(manager);
    this.cache.forgetAllBut(marks.keys());
    const known = names.flatMap((name) => this.cache.at(name, marks.get(name)) ?? []);
    const missing = names.filter((name) => !known.some((stream) => stream.name === name));
    const streams = [...known, ...(await readStreams(manager, missing))];
    return streams.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** All reads see one moment, so that the parts of a stream are of one revision. */
  async #snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return work(manager);
    });
  }
}

async function revisionsOf(manager: EntityManager): Promise<ReadonlyMap<string, number>> {
  const rows = await manager.find(StreamRow, { select: { name: true, revision: true } });
  return new Map(rows.map(({ name, revision }) => [name, revision]));
}

async function marksOf(manager: EntityManager): Promise<ReadonlyMap<string, string>> {
  const rows = await manager.find(StreamRow, { select: { name: true, revision: true, updatedAt: true } });
  return new Map(rows.map((row) => [row.name, markOf(row)]));
}

function timesOf({ since, until }: AuditFilter): FindOptionsWhere<AuditRow> {
  if (since !== null && until !== null) return { at: Between(since, until) };
  if (since !== null) return { at: MoreThanOrEqual(since) };
  return until === null ? {} : { at: LessThanOrEqual(until) };
}
