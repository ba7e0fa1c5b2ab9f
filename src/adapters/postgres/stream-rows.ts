import { In, type EntityManager } from 'typeorm';
import { sortPayloads, type Release } from '../../graph/model.js';
import { mapSteps } from '../../graph/steps.js';
import type { ReleaseChange } from '../../graph/stream.js';
import { inSlices } from '../../application/slices.js';
import type { Stream } from '../../application/stream-store.js';
import {
  AliasRow,
  BarrierRow,
  DeadendRow,
  PayloadAliasRow,
  ReleaseRow,
  RolloutRow,
  StreamRow,
} from './entities.js';

/** Streams as rows and back: the one place where SQL's names and ours meet. */

/** Reads whole streams; those that do not exist are left out. */
export async function readStreams(
  manager: EntityManager,
  names: readonly string[],
): Promise<readonly Stream[]> {
  if (names.length === 0) return [];
  const streams = await manager.find(StreamRow, { where: { name: In(names) }, order: { name: 'ASC' } });
  const where = { stream: In(names) };
  const aliases = groupBy(await manager.find(AliasRow, { where, order: { alias: 'ASC' } }), streamOf);
  const rows = await manager.query<readonly ReleaseWithPayloads[]>(RELEASES, [names]);
  const barriers = indexBy(await manager.findBy(BarrierRow, where), releaseOf);
  const deadends = indexBy(await manager.findBy(DeadendRow, where), releaseOf);
  const rollouts = indexBy(await manager.findBy(RolloutRow, where), releaseOf);
  const releases = mapSteps(rows, ({ payloads, aliases: others, stream, ...row }) => ({
    stream,
    release: {
      ...row,
      payloads: sortPayloads(payloads),
      aliases: sortPayloads(others),
      barrier: sectionOf(barriers.get(releaseOf({ stream, ...row }))),
      deadend: sectionOf(deadends.get(releaseOf({ stream, ...row }))),
      rollout: sectionOf(rollouts.get(releaseOf({ stream, ...row }))),
    },
  }));
  const byStream = groupBy(await inSlices(releases), streamOf);
  return streams.map((stream) => ({
    ...stream,
    aliases: (aliases.get(stream.name) ?? []).map(({ alias }) => alias),
    releases: (byStream.get(stream.name) ?? []).map(({ release }) => release),
  }));
}

/** A release, and its payloads as PostgreSQL puts them together: tens of thousands are too many for entities. */
type ReleaseWithPayloads = Pick<ReleaseRow, 'stream' | 'version' | 'metadataUrl' | 'retired' | 'followed'> &
  Pick<Release, 'payloads' | 'aliases'>;

const RELEASES = `
  SELECT stream, version, metadata_url AS "metadataUrl", retired, followed,
    (SELECT coalesce(json_agg(json_build_object('basearch', basearch, 'scheme', scheme, 'payload', payload)), '[]')
      FROM payloads WHERE payloads.stream = releases.stream AND payloads.version = releases.version
    ) AS payloads,
    (SELECT coalesce(json_agg(json_build_object('basearch', basearch, 'scheme', scheme, 'payload', payload, 'reason', reason)), '[]')
      FROM payload_aliases AS others WHERE others.stream = releases.stream AND others.version = releases.version
    ) AS aliases
  FROM releases WHERE stream = ANY($1) ORDER BY position`;

/** Writes what changed of a stream's releases. */
export async function writeChanges(
  manager: EntityManager,
  stream: string,
  changes: readonly ReleaseChange[],
): Promise<void> {
  const versions = changes.map(({ version }) => version);
  // Payloads and sections go with their release.
  await inChunks(versions, (chunk) => manager.delete(ReleaseRow, { stream, version: In(chunk) }));
  const placed = changes.flatMap(({ after }) => (after ? [after] : []));
  const releases = placed.map(({ release }) => release);
  await inChunks(
    placed.map(({ position, release: { version, metadataUrl, retired, followed } }) => ({
      ...{ stream, version, position, metadataUrl },
      ...{ retired, followed },
    })),
    (chunk) => manager.insert(ReleaseRow, chunk),
  );
  await inChunks(
    releases.flatMap(({ version, payloads }) => payloads.map((payload) => ({ version, ...payload }))),
    (chunk) => manager.query(INSERT_PAYLOADS, [stream, JSON.stringify(chunk)]),
  );
  await inChunks(
    releases.flatMap(({ version, aliases }) => aliases.map((alias) => ({ stream, version, ...alias }))),
    (chunk) => manager.insert(PayloadAliasRow, chunk),
  );
  await inChunks(sectionRows(stream, releases, 'barrier'), (chunk) => manager.insert(BarrierRow, chunk));
  await inChunks(sectionRows(stream, releases, 'deadend'), (chunk) => manager.insert(DeadendRow, chunk));
  await inChunks(sectionRows(stream, releases, 'rollout'), (chunk) => manager.insert(RolloutRow, chunk));
}

/** So many payloads would take TypeORM longer than anybody who waits for the event loop should have to. */
const INSERT_PAYLOADS = `
  INSERT INTO payloads (stream, version, basearch, scheme, payload)
  SELECT $1, version, basearch, scheme, payload
  FROM json_to_recordset($2) AS chunk (version text, basearch text, scheme text, payload text)`;

/** Replaces the aliases of a stream. */
export async function writeAliases(
  manager: EntityManager,
  stream: string,
  aliases: readonly string[],
): Promise<void> {
  await manager.delete(AliasRow, { stream });
  await manager.insert(
    AliasRow,
    aliases.map((alias) => ({ alias, stream })),
  );
}

function sectionRows<Part extends 'barrier' | 'deadend' | 'rollout'>(
  stream: string,
  releases: readonly Release[],
  part: Part,
) {
  return releases.flatMap((release) => {
    const section = release[part];
    if (!section) return [];
    return [
      {
        ...section,
        stream,
        version: release.version,
        basearches: section.basearches && [...section.basearches],
      },
    ];
  });
}

function sectionOf<Row extends { stream: string; version: string }>(
  row: Row | undefined,
): Omit<Row, 'stream' | 'version'> | null {
  if (!row) return null;
  const { stream: _stream, version: _version, ...section } = row;
  return section;
}

const streamOf = ({ stream }: { readonly stream: string }) => stream;
const releaseOf = ({ stream, version }: { readonly stream: string; readonly version: string }) =>
  `${stream} ${version}`;

/** A statement for more rows would be put together for too long at a time. */
const CHUNK = 250;

async function inChunks<T>(items: readonly T[], work: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += CHUNK) await work(items.slice(at, at + CHUNK));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    if (!group) groups.set(keyOf(item), [item]);
  }
  return groups;
}

function indexBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [keyOf(item), item]));
}
