import { In, type EntityManager } from 'typeorm';
import { sortPayloads, type Payload, type PayloadAlias, type Release } from '../../graph/model.js';
import type { ReleaseChange } from '../../graph/stream.js';
import type { Stream } from '../../application/stream-store.js';
import {
  AliasRow,
  BarrierRow,
  DeadendRow,
  PayloadAliasRow,
  PayloadRow,
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
  const releases = groupBy(await manager.find(ReleaseRow, { where, order: { position: 'ASC' } }), streamOf);
  const payloads = groupBy(await manager.findBy(PayloadRow, where), releaseOf);
  const otherPayloads = groupBy(await manager.findBy(PayloadAliasRow, where), releaseOf);
  const barriers = indexBy(await manager.findBy(BarrierRow, where), releaseOf);
  const deadends = indexBy(await manager.findBy(DeadendRow, where), releaseOf);
  const rollouts = indexBy(await manager.findBy(RolloutRow, where), releaseOf);
  return streams.map((stream) => ({
    ...stream,
    aliases: (aliases.get(stream.name) ?? []).map(({ alias }) => alias),
    releases: (releases.get(stream.name) ?? []).map((row) => ({
      version: row.version,
      metadataUrl: row.metadataUrl,
      payloads: sortPayloads((payloads.get(releaseOf(row)) ?? []).map(payloadOf)),
      aliases: sortPayloads((otherPayloads.get(releaseOf(row)) ?? []).map(aliasOf)),
      barrier: sectionOf(barriers.get(releaseOf(row))),
      deadend: sectionOf(deadends.get(releaseOf(row))),
      rollout: sectionOf(rollouts.get(releaseOf(row))),
      retired: row.retired,
      followed: row.followed,
    })),
  }));
}

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
    releases.flatMap(({ version, payloads }) => payloads.map((payload) => ({ stream, version, ...payload }))),
    (chunk) => manager.insert(PayloadRow, chunk),
  );
  await inChunks(
    releases.flatMap(({ version, aliases }) => aliases.map((alias) => ({ stream, version, ...alias }))),
    (chunk) => manager.insert(PayloadAliasRow, chunk),
  );
  await inChunks(sectionRows(stream, releases, 'barrier'), (chunk) => manager.insert(BarrierRow, chunk));
  await inChunks(sectionRows(stream, releases, 'deadend'), (chunk) => manager.insert(DeadendRow, chunk));
  await inChunks(sectionRows(stream, releases, 'rollout'), (chunk) => manager.insert(RolloutRow, chunk));
}

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

function payloadOf({ basearch, scheme, payload }: Payload): Payload {
  return { basearch, scheme, payload };
}

function aliasOf({ reason, ...row }: PayloadAliasRow): PayloadAlias {
  return { ...payloadOf(row), reason };
}

const streamOf = ({ stream }: { readonly stream: string }) => stream;
const releaseOf = ({ stream, version }: { readonly stream: string; readonly version: string }) =>
  `${stream} ${version}`;

/** PostgreSQL takes 65,535 parameters a statement. */
const CHUNK = 2000;

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
