import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rfc3339 } from '../application/clock.js';
import type { Stream, StreamStore } from '../application/stream-store.js';
import { jsonText } from '../graph/json-cursor.js';
import { writeReleaseIndex } from '../graph/release-index.js';
import { writeUpdatesMetadata } from '../graph/updates-metadata.js';
import { onlyArgument, optionOf, print, UsageError, type Command, type CommandInput } from './command.js';
import { DATABASE_HELP, withStore } from './with-store.js';

export const exportCommand: Command = {
  usage: '<folder> [--stream S] [--json]',
  help:
    'Writes a folder laid out like graph-data/, which any tool made for the reference server can read, and\n' +
    '"roost ingest" too. Plain documents cannot say that a section is limited to basearches: limited rollouts\n' +
    `are left out, limited barriers and deadends are written as if for all. ${DATABASE_HELP}`,
  options: { stream: { type: 'string' }, json: { type: 'boolean' } },
  async run(input) {
    const folder = onlyArgument(input, 'folder');
    return withStore(async ({ store }) => {
      const streams = await wantedStreams(input, store);
      await writeWhole(join(folder, 'version'), '1.0.0\n');
      for (const stream of streams) await exportStream(folder, stream);
      const summary = streams.map(({ name, revision, releases }) => ({
        stream: name,
        revision,
        releases: releases.length,
      }));
      const text = summary.map(
        (one) => `${one.stream}: revision ${one.revision}, ${one.releases} releases\n`,
      );
      print(input, { folder, streams: summary }, text.join('') || 'there are no streams\n');
      return 0;
    });
  },
};

async function wantedStreams(input: CommandInput, store: StreamStore): Promise<readonly Stream[]> {
  const wanted = optionOf(input, 'stream');
  const streams = await store.read([...(await store.revisions()).keys()].sort());
  if (wanted === undefined) return streams;
  const stream = streams.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
  if (stream) return [stream];
  throw new UsageError(`--stream: there is no ${wanted}, only ${streams.map(({ name }) => name).join(', ')}`);
}

async function exportStream(folder: string, stream: Stream): Promise<void> {
  const { name, aliases, description, releases } = stream;
  const lastModified = rfc3339(stream.updatedAt) ?? '';
  const form = { lastModified, dialect: 'plain' } as const;
  const index = writeReleaseIndex(name, releases, form);
  const updates = writeUpdatesMetadata(name, releases, form);
  await writeJson(join(folder, 'streams', name, 'releases.json'), index);
  await writeJson(join(folder, 'streams', name, 'stream.json'), { aliases, description });
  await writeJson(join(folder, 'updates', `${name}.json`), updates);
}

async function writeJson(path: string, document: object): Promise<void> {
  await writeWhole(path, `${jsonText(document, 1)}\n`);
}

/** Whoever reads the folder at the same time never sees half a file. */
async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
